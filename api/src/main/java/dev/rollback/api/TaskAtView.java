package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One task as it was.
 *
 * @param at the moment that was meant
 * @param task the task then; null where nothing had ever happened to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskAtView(ResolvedMoment at, @Nullable TaskView task) {}
