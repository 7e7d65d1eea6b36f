@NullMarked
package dev.rollback.engine.axon;

import org.jspecify.annotations.NullMarked;
