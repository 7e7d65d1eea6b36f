/** Boards: Task Master documents as they really are, read, merged into the store and written again exactly. */
@NullMarked
package dev.rollback.engine.board;

import org.jspecify.annotations.NullMarked;
