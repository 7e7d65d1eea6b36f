package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some units of work, newest first.
 *
 * @param since the moment that was meant, where one was given
 * @param until the moment that was meant
 * @param next what to give as {@code before} to read on; null where there is no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitPage(
        @Nullable ResolvedMoment since,
        ResolvedMoment until,
        List<UnitView> items,
        @Nullable Long next) {
    public UnitPage {
        items = List.copyOf(items);
    }
}
