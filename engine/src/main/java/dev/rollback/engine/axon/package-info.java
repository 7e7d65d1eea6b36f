/** Where the engine meets Axon: storage engine, serializer, repository, units of work and wiring. */
@NullMarked
package dev.rollback.engine.axon;

import org.jspecify.annotations.NullMarked;
