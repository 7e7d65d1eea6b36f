package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parameters that a PostgreSQL URL may have: who logs in, to which schema, how the connection is encrypted and which
 * of several hosts is taken. The driver knows others that name another host or a file, load a class, or take away the time
 * limits and guarantees that the engine sets; what is not listed here is refused.
 */
final class PostgresParameters {
    private static final Set<String> ALLOWED = Set.of(
            "user",
            "currentSchema",
            "ApplicationName",
            "ssl",
            "sslmode",
            "sslNegotiation",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "channelBinding",
            "requireAuth",
            "gssEncMode",
            "targetServerType",
            "hostRecheckSeconds",
            "loadBalanceHosts",
            "tcpKeepAlive");

    /** What a typing error looks like; anything else may be part of a password. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.%-]{0,40}");

    private PostgresParameters() {}

    /** Refuses, with INVALID_INPUT, a parameter that is not allowed. */
    static void check(String url) {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return;
        }
        for (String parameter : url.substring(mark + 1).split("&", -1)) {
            if (!parameter.isEmpty()) {
                checkOne(parameter);
            }
        }
    }

    private static void checkOne(String parameter) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? "" : parameter.substring(0, equals);
        if (!ALLOWED.contains(name)) {
            boolean shown = NAME.matcher(name).matches() && parameter.indexOf('@') < 0;
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "the store's address has a parameter %sthat is not allowed there. Allowed are %s."
                            .formatted(
                                    shown ? "'%s' ".formatted(name) : "", String.join(", ", new TreeSet<>(ALLOWED))));
        }
    }
}
