@NullMarked
package dev.rollback.engine.storage.copy;

import org.jspecify.annotations.NullMarked;
