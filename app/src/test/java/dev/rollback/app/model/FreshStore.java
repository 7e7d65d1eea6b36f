package dev.rollback.app.model;

import dev.rollback.app.stores.StoreAddress;
import dev.rollback.store.StoreKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A place for a store that nobody needs afterwards: of thousands not all can be kept.
 *
 * @param folder not there yet
 */
record FreshStore(StoreKind kind, Path folder) {
    private static final String SCHEMA = "currentSchema=";

    StoreAddress address() {
        return StoreAddress.of(kind.address(folder), folder);
    }

    void remove() {
        if (kind == StoreKind.POSTGRESQL) {
            dropSchema(kind.address(folder));
        } else {
            delete(folder);
        }
    }

    private static void dropSchema(String url) {
        String schema = url.substring(url.indexOf(SCHEMA) + SCHEMA.length());
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA %s CASCADE".formatted(schema));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
