/** What is configured, where it comes from, and whether what was found is trusted. */
@NullMarked
package dev.rollback.app.settings;

import org.jspecify.annotations.NullMarked;
