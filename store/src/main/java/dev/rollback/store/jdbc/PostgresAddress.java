package dev.rollback.store.jdbc;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL URL, checked, with the schema its tables are in. */
final class PostgresAddress {
    static final String PREFIX = "jdbc:postgresql:";

    private static final String DEFAULT_SCHEMA = "rollback";
    private static final Pattern SECRET =
            Pattern.compile("//[^/?]*@|[?&](?:password|sslpassword)=", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEMA = Pattern.compile("[?&]currentSchema=([^&]*)");
    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final String url;
    private final String schema;

    private PostgresAddress(String url, String schema) {
        this.url = url;
        this.schema = schema;
    }

    static PostgresAddress of(String url) {
        if (SECRET.matcher(url).find()) {
            throw invalid(
                    "a password in the store's address would be seen in histories and logs. Give it in PGPASSWORD or in PostgreSQL's password file.");
        }
        PostgresParameters.check(url);
        if (!isAccepted(url)) {
            throw invalid("%s is no address of a PostgreSQL database: jdbc:postgresql://HOST:PORT/DATABASE is."
                    .formatted(url));
        }
        return new PostgresAddress(url, schema(url));
    }

    private static boolean isAccepted(String url) {
        try {
            return url.startsWith(PREFIX) && DriverManager.getDriver(url).acceptsURL(url);
        } catch (SQLException e) {
            return false; // the manager's way to say that no driver does
        }
    }

    private static String schema(String url) {
        List<String> named =
                SCHEMA.matcher(url).results().map(found -> found.group(1)).toList();
        String schema = named.isEmpty() ? DEFAULT_SCHEMA : String.join(",", named);
        if (!SCHEMA_NAME.matcher(schema).matches()) {
            throw invalid("currentSchema=%s: a store is in one schema, of lower-case letters, digits and '_'."
                    .formatted(schema));
        }
        return schema;
    }

    String url() {
        return url;
    }

    String schema() {
        return schema;
    }

    /** What every connection is opened with. The URL goes before these, so {@link PostgresParameters} allows no time limit there. */
    Properties properties(@Nullable String user, @Nullable String password, long socketSeconds) {
        Properties properties = new Properties();
        properties.setProperty("currentSchema", schema);
        properties.setProperty("ApplicationName", "rollback");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", Long.toString(socketSeconds));
        properties.setProperty("reWriteBatchedInserts", "true");
        // details and batches carry what was bound
        properties.setProperty("logServerErrorDetail", "false");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    @Override
    public String toString() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message);
    }
}
