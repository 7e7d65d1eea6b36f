@NullMarked
package dev.rollback.engine.restored;

import org.jspecify.annotations.NullMarked;
