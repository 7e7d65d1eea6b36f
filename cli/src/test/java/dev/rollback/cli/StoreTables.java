package dev.rollback.cli;

import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a store that say what follows from its log, and what they hold. */
final class StoreTables {
    /** Part of what a table is; the words are those of a report. */
    enum Part {
        LOG("the log"),
        INDEX("the index"),
        SNAPSHOTS("snapshots"),
        VIEWS("views"),
        SCRIPTS("the record of scripts");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One table.
     *
     * @param columns what of each row follows from the log
     */
    record StoreTable(String name, Part part, List<String> key, String columns) {
        private static StoreTable of(String name, Part part, String... key) {
            return new StoreTable(name, part, List.of(key), "*");
        }
    }

    static final List<StoreTable> ALL = List.of(
            StoreTable.of("event", Part.LOG, "position"),
            StoreTable.of("store_head", Part.LOG, "id"),
            // how far the snapshots are only steers when the next one is made
            new StoreTable(
                    "task_head",
                    Part.INDEX,
                    List.of("task"),
                    "task, seq, first_position, last_position, changed_position, status, epoch, state_hash"),
            StoreTable.of("dependency", Part.INDEX, "task", "depends_on", "since"),
            StoreTable.of("subtask", Part.INDEX, "task", "parent", "since"),
            StoreTable.of("checkpoint", Part.INDEX, "id"),
            StoreTable.of("checkpoint_mark", Part.INDEX, "checkpoint"),
            StoreTable.of("undo", Part.INDEX, "rollback", "position"),
            StoreTable.of("request", Part.INDEX, "id"),
            StoreTable.of("due_rollback", Part.INDEX, "task"),
            StoreTable.of("automatic_rollback", Part.INDEX, "task", "checkpoint"),
            StoreTable.of("snapshot", Part.SNAPSHOTS, "stream", "seq"),
            StoreTable.of("view_token", Part.VIEWS, "view"),
            StoreTable.of("view_task", Part.VIEWS, "task"),
            StoreTable.of("view_component", Part.VIEWS, "task", "component"),
            StoreTable.of("view_checkpoint", Part.VIEWS, "position"),
            StoreTable.of("view_checkpoint_hold", Part.VIEWS, "checkpoint", "since"),
            StoreTable.of("view_rollback", Part.VIEWS, "first_position"),
            StoreTable.of("view_rollback_task", Part.VIEWS, "task", "rollback_position"),
            StoreTable.of("view_rollback_metadata", Part.VIEWS, "name", "value", "rollback_position"),
            StoreTable.of("view_rollback_target", Part.VIEWS, "checkpoint", "rollback_position"),
            StoreTable.of("view_rollback_checkpoint", Part.VIEWS, "checkpoint"),
            StoreTable.of("view_hidden_task", Part.VIEWS, "stream"),
            StoreTable.of("view_hidden_checkpoint", Part.VIEWS, "stream"),
            StoreTable.of("view_hidden_rollback", Part.VIEWS, "stream"),
            new StoreTable("schema_migration", Part.SCRIPTS, List.of("name", "number"), "name, number, checksum"));

    private static final Map<String, String> OWN = Map.of(
            "schema_migration", "\\[(engine|projections), .*", "view_token", "\\[(tasks|checkpoints|rollbacks), .*");

    private StoreTables() {}

    static List<StoreTable> of(Part part) {
        return ALL.stream().filter(table -> table.part() == part).toList();
    }

    /** All that follows from the log, by table. Of scripts and views that this program does not know others may make use. */
    static Map<String, List<String>> contents(Sql sql) {
        Map<String, List<String>> contents = new TreeMap<>();
        for (StoreTable table : ALL) {
            List<String> rows = new ArrayList<>(
                    sql.list("SELECT %s FROM %s".formatted(table.columns(), table.name()), row -> text(row, table)));
            String own = OWN.get(table.name());
            rows.removeIf(row -> own != null && !row.matches(own));
            rows.sort(null);
            contents.put(table.name(), rows);
        }
        return contents;
    }

    private static String text(ResultSet row, StoreTable table) throws SQLException {
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.getObject(i + 1);
            values[i] = value instanceof byte[] bytes ? bytes(bytes, table) : value;
        }
        return Arrays.toString(values);
    }

    /** What a view says is what its JSON says, however that is written. */
    private static String bytes(byte[] bytes, StoreTable table) {
        try {
            return table.part() == Part.VIEWS
                    ? "json " + Json.parse(bytes)
                    : HexFormat.of().formatHex(bytes);
        } catch (InvalidJsonException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }
}
