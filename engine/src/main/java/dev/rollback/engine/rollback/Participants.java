package dev.rollback.engine.rollback;

import dev.rollback.api.RollbackId;
import dev.rollback.api.RollbackPlan.PlannedPart;
import dev.rollback.api.json.Json;
import dev.rollback.engine.rollback.Participant.Reversal;
import dev.rollback.store.Reading;
import dev.rollback.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that goes back with tasks. */
public final class Participants {
    private final List<Participant> all;

    /** @throws IllegalArgumentException where two have the same kind or compensate with the same event */
    public Participants(List<? extends Participant> all) {
        this.all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        for (Participant participant : all) {
            requireNew(names, "kind " + participant.kind());
            requireNew(names, "compensation " + participant.compensation());
        }
    }

    private static void requireNew(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two participants have the same " + name);
        }
    }

    /** A part, and whose it is. */
    record Joined(Participant participant, ParticipantPart part) {
        String called() {
            return participant.kind() + " " + part.name();
        }

        PlannedPart planned() {
            return new PlannedPart(
                    participant.kind(),
                    part.name(),
                    part.seq(),
                    part.targetSeq(),
                    Json.of(part.facts()),
                    part.summary());
        }
    }

    List<Joined> parts(Reading reading, Reach reach) {
        List<Joined> parts = new ArrayList<>();
        for (Participant participant : all) {
            participant.parts(reading, reach).forEach(part -> parts.add(new Joined(participant, part)));
        }
        return parts;
    }

    Set<String> compensations() {
        Set<String> names = new HashSet<>();
        all.forEach(participant -> names.add(participant.compensation()));
        return names;
    }

    Optional<Undoing> undo(Reading reading, StoredEvent compensation, RollbackId undone, long before) {
        return all.stream()
                .filter(participant -> participant.compensation().equals(compensation.name()))
                .findFirst()
                .flatMap(participant -> participant
                        .undo(reading, compensation, undone, before)
                        .map(reversal -> Undoing.of(participant, reversal)));
    }

    /** @param moved whether it was changed again since */
    record Undoing(Joined joined, boolean moved) {
        static Undoing of(Participant participant, Reversal reversal) {
            return new Undoing(new Joined(participant, reversal.part()), reversal.moved());
        }

        String called() {
            return joined.called();
        }
    }

    /** As plans list them: each kind, also one of which nothing goes back. */
    Map<String, List<PlannedPart>> planned(List<Joined> parts) {
        Map<String, List<PlannedPart>> planned = new LinkedHashMap<>();
        all.forEach(participant -> planned.put(participant.kind(), new ArrayList<>()));
        parts.forEach(part -> planned.computeIfAbsent(part.participant().kind(), kind -> new ArrayList<>())
                .add(part.planned()));
        return planned;
    }

    /** Whose stream it is; nothing for one of a task, a record, or another application. */
    public Optional<Participant> owning(String stream) {
        return all.stream().filter(participant -> participant.owns(stream)).findFirst();
    }
}
