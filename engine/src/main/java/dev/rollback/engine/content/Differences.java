package dev.rollback.engine.content;

import dev.rollback.api.ComponentName;
import dev.rollback.api.Difference;
import dev.rollback.api.TaskContent;
import dev.rollback.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Differences as a person reads them: member by member, a list as a whole. */
public final class Differences {
    private Differences() {}

    public static List<Difference> between(TaskContent before, TaskContent after) {
        List<Difference> differences = new ArrayList<>();
        for (ComponentName name : Changes.names(before, after)) {
            Json from = before.components().get(name);
            Json to = after.components().get(name);
            if (from == null || to == null) {
                differences.add(new Difference(name, "", from, to));
            } else {
                collect(name, "", from, to, differences);
            }
        }
        return differences;
    }

    private static void collect(
            ComponentName name,
            String path,
            @Nullable Json before,
            @Nullable Json after,
            List<Difference> differences) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            before.node().fieldNames().forEachRemaining(keys::add);
            after.node().fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                String member = path + '/' + key.replace("~", "~0").replace("/", "~1");
                collect(
                        name,
                        member,
                        before.get(key).orElse(null),
                        after.get(key).orElse(null),
                        differences);
            }
        } else if (!Objects.equals(before, after)) {
            differences.add(new Difference(name, path, before, after));
        }
    }
}
