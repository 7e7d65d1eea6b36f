@NullMarked
package dev.rollback.engine.rollback;

import org.jspecify.annotations.NullMarked;
