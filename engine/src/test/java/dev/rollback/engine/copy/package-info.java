@NullMarked
package dev.rollback.engine.copy;

import org.jspecify.annotations.NullMarked;
