/**
 * The read side: what is shown. A {@link dev.rollback.projections.View} is kept by a projection, which writes through
 * one plain SQL class; {@link dev.rollback.projections.ReadModel} reads through the same class, and is the one read
 * path of query handlers, façades and {@code co}.
 */
@NullMarked
package dev.rollback.projections;

import org.jspecify.annotations.NullMarked;
