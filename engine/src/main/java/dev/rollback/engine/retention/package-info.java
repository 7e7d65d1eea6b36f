/** What becomes of checkpoints: which may go, which something is promised to find, and the handlers that see to it. */
@NullMarked
package dev.rollback.engine.retention;

import org.jspecify.annotations.NullMarked;
