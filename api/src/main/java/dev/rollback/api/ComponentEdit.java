package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.api.json.JsonMergePatch;
import dev.rollback.api.json.JsonPatch;

/** A change of one component as a caller asks for it. What is stored is the smallest description of what changed. */
public sealed interface ComponentEdit {
    ComponentName component();

    /** The component's content after this edit of {@code before}. */
    Json applyTo(Json before);

    /** RFC 7386: members of {@code value} replace those of the component, null removes. */
    record Merge(
            @JsonProperty("component") ComponentName component,
            @JsonProperty("value") Json value) implements ComponentEdit {
        @Override
        public Json applyTo(Json before) {
            return JsonMergePatch.apply(before, value);
        }
    }

    /** RFC 6902. */
    record Patch(
            @JsonProperty("component") ComponentName component,
            @JsonProperty("patch") JsonPatch patch) implements ComponentEdit {
        @Override
        public Json applyTo(Json before) {
            return patch.apply(before, JsonLimits.DOCUMENT); // what a component may hold is looked at afterwards
        }
    }

    record Replace(
            @JsonProperty("component") ComponentName component,
            @JsonProperty("value") Json value) implements ComponentEdit {
        @Override
        public Json applyTo(Json before) {
            return value;
        }
    }
}
