package dev.rollback.cli.command;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.TaskId;
import dev.rollback.cli.terminal.ShellText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks of an option that takes several, in the words of {@link IdList}. Ids may hold commas: where a list can be read as
 * such an id too, nothing is done, since the one or the other would be rolled back unasked.
 */
public final class TaskIds {
    private static final int LONGEST = 256;

    private final CoCommand command;
    private final String option;

    public TaskIds(CoCommand command, String option) {
        this.command = command;
        this.option = option;
    }

    /** @param given each a list */
    public List<TaskId> of(List<String> given) {
        return given.stream()
                .flatMap(text -> one(text).stream())
                .map(TaskId::new)
                .toList();
    }

    private List<String> one(String text) {
        List<String> ids = IdList.split(text);
        Map<String, List<String>> joined = joined(ids);
        if (joined.isEmpty()) {
            return ids;
        }
        Set<String> asked = new LinkedHashSet<>(joined.keySet());
        asked.addAll(ids);
        Set<String> known = command.reader().knownTasks(asked);
        String whole = String.join(",", ids);
        if (known.contains(whole) && !known.containsAll(ids)) {
            return List.of(whole);
        }
        joined.forEach((id, parts) -> {
            if (known.contains(id)) {
                throw twoReadings(text, id, parts);
            }
        });
        return ids;
    }

    /** What neighbours in the list would be as one id, each with them. */
    private static Map<String, List<String>> joined(List<String> ids) {
        Map<String, List<String>> joined = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from++) {
            StringBuilder id = new StringBuilder(ids.get(from));
            for (int to = from + 1; to < ids.size() && id.codePointCount(0, id.length()) < LONGEST; to++) {
                joined.putIfAbsent(id.append(',').append(ids.get(to)).toString(), ids.subList(from, to + 1));
            }
        }
        return joined;
    }

    private RefusedException twoReadings(String text, String id, List<String> parts) {
        List<String> others = new ArrayList<>();
        parts.forEach(part -> others.add(option + "=" + ShellText.word(IdList.escaped(part))));
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
