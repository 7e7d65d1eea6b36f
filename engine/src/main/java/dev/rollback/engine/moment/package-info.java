/** Time travel: what a moment means, and how tasks were at it. */
@NullMarked
package dev.rollback.engine.moment;

import org.jspecify.annotations.NullMarked;
