package dev.rollback.api;

import java.util.List;

/** Some checkpoints, and how many there are in all. */
public record CheckpointPage(List<CheckpointView> items, long total) {}
