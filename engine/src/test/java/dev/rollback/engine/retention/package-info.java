@NullMarked
package dev.rollback.engine.retention;

import org.jspecify.annotations.NullMarked;
