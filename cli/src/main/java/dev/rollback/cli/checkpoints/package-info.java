/** {@code co checkpoints}. */
@NullMarked
package dev.rollback.cli.checkpoints;

import org.jspecify.annotations.NullMarked;
