/** {@code co tasks}. */
@NullMarked
package dev.rollback.cli.tasks;

import org.jspecify.annotations.NullMarked;
