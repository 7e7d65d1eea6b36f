/** A naive model of the whole behaviour, and the real engine held against it in random sequences. */
@NullMarked
package dev.rollback.app.model;

import org.jspecify.annotations.NullMarked;
