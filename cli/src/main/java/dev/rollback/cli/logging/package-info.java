/** Logs of {@code co}: to standard error, a line each. */
@NullMarked
package dev.rollback.cli.logging;

import org.jspecify.annotations.NullMarked;
