/** The store itself: {@code co init}, {@code status}, {@code doctor}, {@code backup}, {@code views}, {@code config} and {@code trust}. */
@NullMarked
package dev.rollback.cli.store;

import org.jspecify.annotations.NullMarked;
