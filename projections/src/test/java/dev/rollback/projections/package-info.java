@NullMarked
package dev.rollback.projections;

import org.jspecify.annotations.NullMarked;
