/** What a store does first when it goes on from a backup. */
@NullMarked
package dev.rollback.engine.restored;

import org.jspecify.annotations.NullMarked;
