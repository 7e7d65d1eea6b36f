@NullMarked
package dev.rollback.engine.log;

import org.jspecify.annotations.NullMarked;
