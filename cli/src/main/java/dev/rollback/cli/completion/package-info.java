/** What the Tab key offers. */
@NullMarked
package dev.rollback.cli.completion;

import org.jspecify.annotations.NullMarked;
