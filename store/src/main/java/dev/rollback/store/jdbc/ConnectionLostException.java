package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.sql.SQLException;

/** The database went away, or was never there: what was not committed yet is not written, and may be tried afresh. */
final class ConnectionLostException extends RefusedException {
    ConnectionLostException(String message, SQLException cause) {
        super(RefusalCode.STORE_UNAVAILABLE, message, cause);
    }
}
