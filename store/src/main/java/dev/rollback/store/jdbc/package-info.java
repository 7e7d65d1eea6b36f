/** The store over plain SQL: one implementation, a small {@link Dialect} for what databases do differently. */
@NullMarked
package dev.rollback.store.jdbc;

import org.jspecify.annotations.NullMarked;
