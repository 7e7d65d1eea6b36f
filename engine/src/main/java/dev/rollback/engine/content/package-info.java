/** What documents and states hold: what of them changed, for the log and for people. Pure. */
@NullMarked
package dev.rollback.engine.content;

import org.jspecify.annotations.NullMarked;
