@NullMarked
package dev.rollback.engine;

import org.jspecify.annotations.NullMarked;
