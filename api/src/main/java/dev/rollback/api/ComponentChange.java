package dev.rollback.api;

import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.api.json.JsonPatch;
import org.jspecify.annotations.Nullable;

/**
 * A change of one component as it is stored in an event.
 *
 * @param kind PATCH (RFC 6902) changes the content there is, VALUE is the new content, ABSENT says there is none
 * @param body the patch or the new content; null for ABSENT
 */
public record ComponentChange(
        ComponentName component, Kind kind, @Nullable Json body) {

    /** How {@code body} is to be read. */
    public enum Kind {
        PATCH,
        VALUE,
        ABSENT
    }

    public ComponentChange {
        if ((body == null) != (kind == Kind.ABSENT)) {
            throw Names.invalid(
                    "a change of %s of kind %s %s a body", component, kind, body == null ? "needs" : "has no");
        }
    }

    public static ComponentChange patch(ComponentName component, JsonPatch patch) {
        return new ComponentChange(component, Kind.PATCH, patch.json());
    }

    public static ComponentChange value(ComponentName component, Json value) {
        return new ComponentChange(component, Kind.VALUE, value);
    }

    public static ComponentChange absent(ComponentName component) {
        return new ComponentChange(component, Kind.ABSENT, null);
    }

    /**
     * The content after this change.
     *
     * @param before the content before, or null where there was none
     * @return the content after, or null where there is none
     */
    public @Nullable Json applyTo(@Nullable Json before) {
        if (body == null) {
            return null;
        }
        return kind == Kind.VALUE
                ? body
                : JsonPatch.parse(body).apply(before == null ? Json.EMPTY_OBJECT : before, JsonLimits.STORED);
    }
}
