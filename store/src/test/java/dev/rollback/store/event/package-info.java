@NullMarked
package dev.rollback.store.event;

import org.jspecify.annotations.NullMarked;
