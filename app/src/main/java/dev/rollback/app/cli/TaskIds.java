package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.engine.storage.IndexReader.TaskHead;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks of an option that takes several, in the words of {@link IdList}. Ids may hold commas: where a list can be read as
 * such an id too, nothing is done, since the one or the other would be rolled back unasked.
 */
final class TaskIds {
    private static final int LONGEST = 256;

    private final CoCommand command;
    private final String option;

    TaskIds(CoCommand command, String option) {
        this.command = command;
        this.option = option;
    }

    /** @param given each a list */
    List<TaskId> of(List<String> given) {
        return given.stream()
                .flatMap(text -> one(text).stream())
                .map(TaskId::new)
                .toList();
    }

    private List<String> one(String text) {
        List<String> ids = IdList.split(text);
        Set<String> joined = joined(ids);
        if (joined.isEmpty()) {
            return ids;
        }
        Set<String> asked = new LinkedHashSet<>(joined);
        asked.addAll(ids);
        Set<String> known = command.session()
                .store()
                .read(reading ->
                        reading.tasks(asked).stream().map(TaskHead::task).collect(Collectors.toSet()));
        String whole = String.join(",", ids);
        if (known.contains(whole) && !known.containsAll(ids)) {
            return List.of(whole);
        }
        joined.stream().filter(known::contains).findFirst().ifPresent(id -> {
            throw twoReadings(text, id);
        });
        return ids;
    }

    /** What neighbours in the list would be as one id. */
    private static Set<String> joined(List<String> ids) {
        Set<String> joined = new LinkedHashSet<>();
        for (int from = 0; from < ids.size(); from++) {
            StringBuilder id = new StringBuilder(ids.get(from));
            for (int to = from + 1; to < ids.size() && id.codePointCount(0, id.length()) < LONGEST; to++) {
                joined.add(id.append(',').append(ids.get(to)).toString());
            }
        }
        return joined;
    }

    private RefusedException twoReadings(String text, String id) {
        List<String> others = new ArrayList<>();
        IdList.split(id).forEach(other -> others.add(option + "=" + ShellText.word(other)));
        return new RefusedException(
                RefusalCode.INVALID_INPUT,
                "%s=%s can be read in two ways: %s is the id of a task, and also a list. Nothing was done. Write %s=%s for that one task, %s for the list."
                        .formatted(
                                option,
                                ShellText.word(text),
                                ShellText.word(id),
                                option,
                                ShellText.word(IdList.escaped(id)),
                                String.join(" ", others)));
    }
}
