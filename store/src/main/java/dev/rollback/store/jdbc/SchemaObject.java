package dev.rollback.store.jdbc;

/**
 * One thing of a database's schema.
 *
 * @param kind such as {@code table}, {@code column}, {@code index} or {@code trigger}
 * @param name what it is called
 * @param table the table it belongs to; of a table, its own name
 * @param definition on one line, in a form in which equal definitions are equal text
 */
record SchemaObject(String kind, String name, String table, String definition) {
    static final String TABLE = "table";
    static final String INDEX = "index";
    static final String UNIQUE_INDEX = "unique index";

    /** The form in which {@link dev.rollback.store.MigrationScripts#expectation} has it. */
    String line() {
        return String.join("\t", kind, name, table, definition);
    }

    static SchemaObject of(String line) {
        String[] parts = line.split("\t", 4);
        return new SchemaObject(parts[0], parts[1], parts[2], parts[3]);
    }

    /** As a person looks for it. */
    String words() {
        return kind.equals(TABLE) || name.equals(table)
                ? kind + " " + name
                : "%s %s of table %s".formatted(kind, name, table);
    }

    boolean isTable() {
        return kind.equals(TABLE);
    }
}
