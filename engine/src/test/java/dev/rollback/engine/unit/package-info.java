@NullMarked
package dev.rollback.engine.unit;

import org.jspecify.annotations.NullMarked;
