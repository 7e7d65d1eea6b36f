/** Where everything is kept: the log, the engine's index, snapshots and the views' tables, in one database. */
@NullMarked
package dev.rollback.store;

import org.jspecify.annotations.NullMarked;
