/** Replays the log to prove that what is shown is what happened. */
@NullMarked
package dev.rollback.engine.audit;

import org.jspecify.annotations.NullMarked;
