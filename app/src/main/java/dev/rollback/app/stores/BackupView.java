package dev.rollback.app.stores;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A backup that was written.
 *
 * @param madeAt the moment at which it shows the store
 * @param events how many the log had then: the position of the last one
 * @param bytes how large the file is
 */
public record BackupView(Path file, Instant madeAt, long events, long bytes) {}
