@NullMarked
package dev.rollback.engine.event;

import org.jspecify.annotations.NullMarked;
