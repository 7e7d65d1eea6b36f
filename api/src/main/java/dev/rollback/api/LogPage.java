package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log.
 *
 * @param since the moment that was meant, where one was given
 * @param until the moment that was meant
 * @param total how many entries there are between the two
 * @param next what to give as {@code beyond} to read on; null where there is no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogPage(
        @Nullable ResolvedMoment since,
        ResolvedMoment until,
        List<LogEntryView> items,
        long total,
        @Nullable Long next) {
    public LogPage {
        items = List.copyOf(items);
    }
}
