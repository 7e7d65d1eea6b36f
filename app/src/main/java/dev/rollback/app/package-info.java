/** The doors: the engine for Java callers, and the command line. The only place that knows both sides. */
@NullMarked
package dev.rollback.app;

import org.jspecify.annotations.NullMarked;
