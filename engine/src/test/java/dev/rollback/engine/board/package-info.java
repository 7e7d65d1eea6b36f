@NullMarked
package dev.rollback.engine.board;

import org.jspecify.annotations.NullMarked;
