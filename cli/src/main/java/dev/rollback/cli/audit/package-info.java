/** {@code co audit}. */
@NullMarked
package dev.rollback.cli.audit;

import org.jspecify.annotations.NullMarked;
