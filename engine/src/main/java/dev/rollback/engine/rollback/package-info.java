/** Rolling back: the plan, a pure function, and the handler that carries it out. */
@NullMarked
package dev.rollback.engine.rollback;

import org.jspecify.annotations.NullMarked;
