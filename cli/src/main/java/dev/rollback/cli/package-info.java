/** The command line {@code co}: one small class per command over the reader and the façades. */
@NullMarked
package dev.rollback.cli;

import org.jspecify.annotations.NullMarked;
