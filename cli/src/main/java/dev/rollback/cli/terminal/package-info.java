/** Text on a terminal: tables, styles, progress, and nothing that steers it. */
@NullMarked
package dev.rollback.cli.terminal;

import org.jspecify.annotations.NullMarked;
