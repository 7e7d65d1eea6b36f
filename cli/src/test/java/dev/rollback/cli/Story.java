package dev.rollback.cli;

import static dev.rollback.cli.CoRun.co;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tasks and what happens to them, told in commands of {@code co}: one event a line. */
record Story(Workplace here) {
    private static final String STORE = ".taskmaster/rollbacks/store.db";

    /** A ← B ← D and A ← C, as in the worked example: positions 1 to 10, with checkpoint a1 at 5 and a2 at 10. */
    static Story ofTheWorkedExample(Workplace here) {
        Story story = begun(here);
        story.register("A").register("B", "A").register("C", "A");
        story.set("A", 1).checkpoint("A", "a1").set("B", 1).set("C", 1);
        return story.register("D", "B").set("A", 2).checkpoint("A", "a2");
    }

    /** In a store of its own. */
    static Story begun(Workplace here) {
        co(here, "init").exits(0);
        return new Story(here);
    }

    /** The same in another folder: a copy of the store in the usual place is quicker than telling it again. */
    Story copiedTo(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(STORE).getParent());
        Files.copy(here.resolve(STORE), folder.resolve(STORE));
        return new Story(new Workplace(folder, here.environment()));
    }

    Story register(String task, String... dependsOn) {
        List<String> words = new ArrayList<>(List.of("tasks", "register", task, "--title", "Task " + task));
        if (dependsOn.length > 0) {
            words.addAll(List.of("--depends-on", String.join(",", dependsOn)));
        }
        return run(words);
    }

    Story set(String task, int n) {
        return set(task, "TASK_STATE", n);
    }

    Story set(String task, String component, int n) {
        return run(List.of("tasks", "update", task, "--component", component, "--merge", "{\"n\":" + n + "}"));
    }

    Story checkpoint(String task, String id) {
        return run(List.of("checkpoints", "create", "--task-id", task, "--phase", "p", "--id", id));
    }

    private Story run(List<String> words) {
        co(here, words.toArray(String[]::new)).exits(0);
        return this;
    }

    /** The task's n, or "-". */
    String n(String task) {
        return task(task).path("data").path("n").asText("-");
    }

    /** Its n in another component, or "-". */
    String n(String task, String component) {
        return task(task).path("components").path(component).path("n").asText("-");
    }

    JsonNode task(String task) {
        return item("tasks", "show", task);
    }

    JsonNode item(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json"));
        return co(here, all.toArray(String[]::new)).exits(0).json().node().get("item");
    }

    List<String> history() {
        return co(here, "rollback", "history", "-o", "id")
                .exits(0)
                .out()
                .lines()
                .toList();
    }
}
