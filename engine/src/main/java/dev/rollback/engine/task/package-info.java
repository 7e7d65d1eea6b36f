/** A task's life: its state, what may happen to it, and how its state at any moment is found. */
@NullMarked
package dev.rollback.engine.task;

import org.jspecify.annotations.NullMarked;
