@NullMarked
package dev.rollback.engine.task;

import org.jspecify.annotations.NullMarked;
