package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollback.api.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not the same before and after: member by member, a list as a whole.
 *
 * @param path where in the component, as a JSON pointer (RFC 6901); empty for the whole of it
 * @param before null where there is none
 * @param after null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        ComponentName component,
        String path,
        @Nullable Json before,
        @Nullable Json after) {}
