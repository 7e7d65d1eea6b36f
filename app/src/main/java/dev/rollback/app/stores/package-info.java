/** Where stores are: their addresses, opening them, and copies of them. */
@NullMarked
package dev.rollback.app.stores;

import org.jspecify.annotations.NullMarked;
