/** The library: the engine for Java callers. The only place that knows both sides. */
@NullMarked
package dev.rollback.app;

import org.jspecify.annotations.NullMarked;
