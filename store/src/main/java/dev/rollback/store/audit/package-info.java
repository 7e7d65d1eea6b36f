/** What an audit asks of those who show something of the log. */
@NullMarked
package dev.rollback.store.audit;

import org.jspecify.annotations.NullMarked;
