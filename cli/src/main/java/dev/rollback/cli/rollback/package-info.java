/** {@code co rollback}: plans, confirmation, undo and the records. */
@NullMarked
package dev.rollback.cli.rollback;

import org.jspecify.annotations.NullMarked;
