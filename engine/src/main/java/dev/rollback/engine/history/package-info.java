/** What happened to tasks: what changed between two moments, and which event set which field. */
@NullMarked
package dev.rollback.engine.history;

import org.jspecify.annotations.NullMarked;
