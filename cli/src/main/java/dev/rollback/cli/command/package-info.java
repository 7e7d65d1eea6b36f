/** What all commands are made of: the options they share, what one run has open, and how ids, moments and values are typed. */
@NullMarked
package dev.rollback.cli.command;

import org.jspecify.annotations.NullMarked;
