@NullMarked
package dev.rollback.engine.automatic;

import org.jspecify.annotations.NullMarked;
