@NullMarked
package dev.rollback.app;

import org.jspecify.annotations.NullMarked;
