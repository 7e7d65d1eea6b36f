/** JSON as the product keeps it: exact decimals, strict reading, one codec; and the two standard ways to patch it. */
@NullMarked
package dev.rollback.api.json;

import org.jspecify.annotations.NullMarked;
