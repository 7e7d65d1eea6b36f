/** The log as it is told: a page of it, event by event or unit by unit, each with what happened in words. */
@NullMarked
package dev.rollback.engine.log;

import org.jspecify.annotations.NullMarked;
