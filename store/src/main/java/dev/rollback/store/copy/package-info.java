/** A whole store, copied at one moment. */
@NullMarked
package dev.rollback.store.copy;

import org.jspecify.annotations.NullMarked;
