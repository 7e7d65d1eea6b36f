/** A whole store, copied at one moment. */
@NullMarked
package dev.rollback.engine.storage.copy;

import org.jspecify.annotations.NullMarked;
