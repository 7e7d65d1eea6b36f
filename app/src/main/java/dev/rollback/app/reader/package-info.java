/** The reader: all that is shown of a store, by whichever door, typed and without Axon. */
@NullMarked
package dev.rollback.app.reader;

import org.jspecify.annotations.NullMarked;
