/** The examples of the documentation, compiled and run. */
@NullMarked
package dev.rollback.docs;

import org.jspecify.annotations.NullMarked;
