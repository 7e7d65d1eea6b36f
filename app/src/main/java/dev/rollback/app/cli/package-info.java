/** {@code co}: one small class per command, each calling the same façades as Java callers do. */
@NullMarked
package dev.rollback.app.cli;

import org.jspecify.annotations.NullMarked;
