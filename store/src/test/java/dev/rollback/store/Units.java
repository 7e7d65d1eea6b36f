package dev.rollback.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.store.AppendUnit.Expectation;
import dev.rollback.store.AppendUnit.Guard;
import dev.rollback.store.AppendUnit.RequestMark;
import dev.rollback.store.IndexChange.TaskMoved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Units of work for tests of a store. */
public final class Units {
    private Units() {}

    public static NewEvent event(String stream, long seq, String payload) {
        return new NewEvent(
                stream, seq, "task.TestHappened", "1", payload.getBytes(UTF_8), "{\"actor\":\"test\"}".getBytes(UTF_8));
    }

    /** One event for each payload, from {@code firstSeq} on; without payloads one event {@code {}}. */
    public static AppendUnit unit(String stream, long firstSeq, String... payloads) {
        List<String> texts = payloads.length == 0 ? List.of("{}") : List.of(payloads);
        List<NewEvent> events = new ArrayList<>();
        for (String text : texts) {
            events.add(event(stream, firstSeq + events.size(), text));
        }
        return AppendUnit.ofEvents(events);
    }

    public static AppendUnit of(NewEvent... events) {
        return AppendUnit.ofEvents(List.of(events));
    }

    public static AppendUnit check(String stream, long seq) {
        return new AppendUnit(List.of(), List.of(new Expectation(stream, seq)), List.of(), List.of(), null, List.of());
    }

    public static AppendUnit expecting(AppendUnit unit, String stream, long seq) {
        return new AppendUnit(
                unit.events(),
                List.of(new Expectation(stream, seq)),
                unit.index(),
                unit.snapshots(),
                unit.request(),
                unit.guards());
    }

    public static AppendUnit indexed(AppendUnit unit, IndexChange... changes) {
        List<IndexChange> index =
                Stream.concat(unit.index().stream(), Arrays.stream(changes)).toList();
        return new AppendUnit(
                unit.events(), unit.expectations(), index, unit.snapshots(), unit.request(), unit.guards());
    }

    public static AppendUnit snapshot(AppendUnit unit, String stream, long seq, String state) {
        List<StoredSnapshot> snapshots = Stream.concat(
                        unit.snapshots().stream(),
                        Stream.of(new StoredSnapshot(stream, seq, (byte) 0, state.getBytes(UTF_8))))
                .toList();
        return new AppendUnit(
                unit.events(), unit.expectations(), unit.index(), snapshots, unit.request(), unit.guards());
    }

    public static AppendUnit request(AppendUnit unit, String requestId, String bodyHash) {
        return new AppendUnit(
                unit.events(),
                unit.expectations(),
                unit.index(),
                unit.snapshots(),
                new RequestMark(requestId, bodyHash),
                unit.guards());
    }

    public static AppendUnit guarded(AppendUnit unit, Guard... guards) {
        return new AppendUnit(
                unit.events(), unit.expectations(), unit.index(), unit.snapshots(), unit.request(), List.of(guards));
    }

    /** Moved by nothing but markers. */
    public static TaskMoved moved(String task, long seq) {
        return new TaskMoved(task, seq, "RUNNING", 0, "hash-" + seq, null);
    }

    /** Moved; the unit's event {@code event} was the last that was more than a marker. */
    public static TaskMoved changed(String task, long seq, int event) {
        return new TaskMoved(task, seq, "RUNNING", 0, "hash-" + seq, event);
    }

    public static String text(StoredEvent event) {
        return new String(event.payload(), UTF_8);
    }
}
