/** What is told of a rollback while it happens. */
@NullMarked
package dev.rollback.engine.story;

import org.jspecify.annotations.NullMarked;
