/** Reading and making files of people: bounded, and readable by their owner alone. */
@NullMarked
package dev.rollback.app.files;

import org.jspecify.annotations.NullMarked;
