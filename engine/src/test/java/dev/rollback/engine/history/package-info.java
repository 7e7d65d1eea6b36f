@NullMarked
package dev.rollback.engine.history;

import org.jspecify.annotations.NullMarked;
