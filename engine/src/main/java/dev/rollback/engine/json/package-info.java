/** What changed between two JSON documents. */
@NullMarked
package dev.rollback.engine.json;

import org.jspecify.annotations.NullMarked;
