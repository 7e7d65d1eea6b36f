package dev.rollback.api;

import java.util.List;

/** Some records of rollbacks, and how many there are in all. */
public record RollbackPage(List<RollbackView> items, long total) {}
