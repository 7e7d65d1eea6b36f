/** What one unit of work writes, from the first event to its commit. */
@NullMarked
package dev.rollback.engine.unit;

import org.jspecify.annotations.NullMarked;
