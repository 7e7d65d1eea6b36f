@NullMarked
package dev.rollback.api;

import org.jspecify.annotations.NullMarked;
