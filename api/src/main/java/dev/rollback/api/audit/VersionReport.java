package dev.rollback.api.audit;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.SchemaVersion;
import java.util.List;
import java.util.Map;

/**
 * What of a store this version, with the migrations it was given, can read and restore.
 *
 * @param position the log's last event as it began
 * @param events how many events were read
 * @param upcast those of former revisions, as {@code name revision}: read through upcasting
 * @param unknown those of an application's own, by name: part of no state
 * @param tasks how many tasks have their data in which version of its schema now
 * @param checkpoints how many were tried
 * @param refused how many events, checkpoints and present states cannot be read or restored; {@code shown} holds the first of them only
 */
public record VersionReport(
        long position,
        long events,
        Map<String, Long> upcast,
        Map<String, Long> unknown,
        Map<SchemaVersion, Long> tasks,
        long checkpoints,
        long refused,
        List<Refused> shown) {

    /** Something that cannot be read or restored. */
    public record Refused(String where, long position, RefusalCode code, String why) {}

    public VersionReport {
        shown = List.copyOf(shown);
    }
}
