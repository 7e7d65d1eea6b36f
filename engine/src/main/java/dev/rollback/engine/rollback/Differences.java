package dev.rollback.engine.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.ComponentName;
import dev.rollback.api.RollbackPlan.Difference;
import dev.rollback.api.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Differences as a person reads them: member by member, a list as a whole. */
final class Differences {
    private Differences() {}

    static void collect(
            ComponentName name,
            String path,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            List<Difference> differences) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(keys::add);
            after.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                String member = path + '/' + key.replace("~", "~0").replace("/", "~1");
                collect(name, member, before.get(key), after.get(key), differences);
            }
            return;
        }
        Json from = before == null ? null : Json.of(before);
        Json to = after == null ? null : Json.of(after);
        if (from == null ? to != null : !from.equals(to)) {
            differences.add(new Difference(name, path, from, to));
        }
    }
}
