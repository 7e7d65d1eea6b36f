package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackId;
import dev.rollback.api.json.JsonCodec;
import dev.rollback.store.EventReader.Place;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.Revision;

/** A third participant: notes, each a text that was written now and then. They go back where everything does. */
final class Notes implements Participant {
    private static final String PREFIX = "note/";

    @Revision("1")
    record NoteWritten(String text) {}

    @Revision("1")
    record NoteRolledBack(RollbackId rollbackId, long targetSeq, String text) {}

    static DomainEventMessage<?> written(String note, long seq, String text) {
        return new GenericDomainEventMessage<>("Note", PREFIX + note, seq, new NoteWritten(text));
    }

    static String text(Reading reading, String note) {
        return state(reading, note, reading.head().position()).text();
    }

    private record State(long seq, String text) {}

    private static State state(Reading reading, String note, long position) {
        State state = new State(-1, "");
        for (StoredEvent event : reading.stream(PREFIX + note, 0, Long.MAX_VALUE)) {
            if (event.position() <= position) {
                state = new State(event.seq(), text(event));
            }
        }
        return state;
    }

    private static String text(StoredEvent event) {
        return event.name().equals(NoteRolledBack.class.getName())
                ? read(event, NoteRolledBack.class).text()
                : read(event, NoteWritten.class).text();
    }

    private static <T> T read(StoredEvent event, Class<T> type) {
        try {
            return JsonCodec.mapper().readValue(event.payload(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Part(String name, State now, State then) implements ParticipantPart {
        @Override
        public String aggregateType() {
            return "Note";
        }

        @Override
        public String stream() {
            return PREFIX + name;
        }

        @Override
        public long seq() {
            return now.seq();
        }

        @Override
        public long targetSeq() {
            return then.seq();
        }

        @Override
        public boolean changes() {
            return !now.text().equals(then.text());
        }

        @Override
        public String summary() {
            return "its text";
        }

        @Override
        public Object facts() {
            return List.of(name, now, then);
        }

        @Override
        public Object compensation(RollbackId rollbackId) {
            return new NoteRolledBack(rollbackId, then.seq(), then.text());
        }
    }

    @Override
    public String kind() {
        return "note";
    }

    @Override
    public List<Part> parts(Reading reading, Reach reach) {
        Long cut = reach.everything();
        if (cut == null) {
            return List.of();
        }
        Set<String> notes = new LinkedHashSet<>();
        for (Place place : reading.placesStartingWith(PREFIX)) {
            notes.add(place.stream().substring(PREFIX.length()));
        }
        return notes.stream().map(note -> part(reading, note, cut)).toList();
    }

    private static Part part(Reading reading, String note, long cut) {
        return new Part(note, state(reading, note, reading.head().position()), state(reading, note, cut));
    }

    @Override
    public String compensation() {
        return NoteRolledBack.class.getName();
    }

    @Override
    public Optional<Reversal> undo(Reading reading, StoredEvent compensation, RollbackId undone, long before) {
        if (!read(compensation, NoteRolledBack.class).rollbackId().equals(undone)) {
            return Optional.empty();
        }
        Part part = part(reading, compensation.stream().substring(PREFIX.length()), before);
        return Optional.of(new Reversal(part, part.seq() != compensation.seq()));
    }

    @Override
    public boolean owns(String stream) {
        return stream.startsWith(PREFIX);
    }

    @Override
    public Replay replay() {
        return new Texts();
    }

    private static final class Texts implements Replay {
        private final List<String> texts = new ArrayList<>();

        @Override
        public Optional<String> next(StoredEvent event) {
            texts.add(text(event));
            if (!event.name().equals(NoteRolledBack.class.getName())) {
                return Optional.empty();
            }
            long target = read(event, NoteRolledBack.class).targetSeq();
            String then = target < 0 ? "" : texts.get((int) target);
            return then.equals(text(event))
                    ? Optional.empty()
                    : Optional.of("the note was not '%s'".formatted(text(event)));
        }

        @Override
        public Object state() {
            return texts;
        }
    }
}
