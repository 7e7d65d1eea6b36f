package dev.rollback.api;

import java.util.List;

/** Some tasks, and how many there are in all. In a list, {@code data} and {@code components} are left empty. */
public record TaskPage(List<TaskView> items, long total) {}
