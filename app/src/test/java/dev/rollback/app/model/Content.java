package dev.rollback.app.model;

import static dev.rollback.api.ComponentName.TASK_STATE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.api.ComponentName;
import dev.rollback.api.TaskStatus;
import dev.rollback.api.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a task that a rollback brings back.
 *
 * @param facts TASK_STATE; null where there is none
 */
record Content(@Nullable Facts facts, SortedMap<ComponentName, Json> others) {
    static final Content NONE = new Content(null, new TreeMap<>());

    TaskStatus status() {
        return facts == null ? TaskStatus.RETRACTED : facts.status();
    }

    /** Whether there is a task to work on. */
    boolean exists() {
        return status().exists();
    }

    Set<ComponentName> names() {
        Set<ComponentName> names = new TreeSet<>(others.keySet());
        if (facts != null) {
            names.add(TASK_STATE);
        }
        return names;
    }

    Content with(@Nullable Facts changed) {
        return new Content(changed, others);
    }

    Content with(ComponentName name, Json content) {
        SortedMap<ComponentName, Json> changed = new TreeMap<>(others);
        changed.put(name, content);
        return new Content(facts, changed);
    }

    /** The chosen components as they are in {@code target}, the others as they are here. */
    Content back(Content target, Filter chosen) {
        SortedMap<ComponentName, Json> changed = new TreeMap<>();
        others.forEach((name, content) -> putUnless(chosen.includes(name), changed, name, content));
        target.others.forEach((name, content) -> putUnless(!chosen.includes(name), changed, name, content));
        return new Content(chosen.includes(TASK_STATE) ? target.facts : facts, changed);
    }

    private static void putUnless(boolean not, Map<ComponentName, Json> into, ComponentName name, Json content) {
        if (!not) {
            into.put(name, content);
        }
    }

    boolean same(Content other, Filter chosen) {
        return equals(back(other, chosen));
    }

    /** The state hash; null where the model does not know all that is hashed. */
    @Nullable
    String hash() {
        if (facts != null && facts.file()) {
            return null;
        }
        StringBuilder lines = new StringBuilder();
        for (ComponentName name : names()) {
            Json content = name.equals(TASK_STATE)
                    ? Objects.requireNonNull(facts).json()
                    : Objects.requireNonNull(others.get(name));
            lines.append(name).append(':').append(sha256(content.canonical())).append('\n');
        }
        return sha256(lines.toString());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
