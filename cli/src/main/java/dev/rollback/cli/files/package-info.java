/** {@code co import} and {@code co export}. */
@NullMarked
package dev.rollback.cli.files;

import org.jspecify.annotations.NullMarked;
