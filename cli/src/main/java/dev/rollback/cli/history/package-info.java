/** {@code co log}, {@code co diff} and {@code co blame}. */
@NullMarked
package dev.rollback.cli.history;

import org.jspecify.annotations.NullMarked;
