/** What audits and diagnoses of a store answer. */
@NullMarked
package dev.rollback.api.audit;

import org.jspecify.annotations.NullMarked;
