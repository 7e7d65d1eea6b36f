/** What happens by itself: rollbacks that a failure asked for. */
@NullMarked
package dev.rollback.engine.automatic;

import org.jspecify.annotations.NullMarked;
