package dev.rollback.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.BoardCommand;
import dev.rollback.api.BoardEvent;
import dev.rollback.api.BoardQuery;
import dev.rollback.api.CheckpointCommand;
import dev.rollback.api.CheckpointEvent;
import dev.rollback.api.CheckpointQuery;
import dev.rollback.api.LogQuery;
import dev.rollback.api.MetadataKeys;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusalEvent;
import dev.rollback.api.RetentionCommand;
import dev.rollback.api.RollbackCommand;
import dev.rollback.api.RollbackEvent;
import dev.rollback.api.RollbackQuery;
import dev.rollback.api.StoreEvent;
import dev.rollback.api.TaskCommand;
import dev.rollback.api.TaskEvent;
import dev.rollback.api.TaskQuery;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.store.event.EventNames;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The reference names everything there is. */
class ReferenceTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern COMMAND = Pattern.compile("  ([a-z]+)  +\\S.*");

    private final String messages = page("messages.md");
    private final String storedFormat = page("stored-format.md");
    private final String co = page("co.md");
    private final String configuration = page("configuration.md");

    @Test
    void names_every_message() {
        Stream<Class<?>> families = Stream.of(
                TaskCommand.class,
                CheckpointCommand.class,
                RetentionCommand.class,
                RollbackCommand.class,
                BoardCommand.class,
                TaskEvent.class,
                CheckpointEvent.class,
                RollbackEvent.class,
                RefusalEvent.class,
                BoardEvent.class,
                StoreEvent.class,
                TaskQuery.class,
                CheckpointQuery.class,
                RollbackQuery.class,
                LogQuery.class,
                BoardQuery.class);

        assertThat(families.flatMap(family -> Arrays.stream(family.getPermittedSubclasses())))
                .allSatisfy(message -> assertThat(messages).contains("`" + message.getSimpleName() + "`"));
    }

    @Test
    void names_every_refusal_with_its_exit_code() {
        assertThat(RefusalCode.values())
                .allSatisfy(
                        code -> assertThat(messages).contains("| `%s` | %d |".formatted(code.name(), code.exitCode())));
    }

    @Test
    void names_every_metadata_key() throws Exception {
        for (Field field : MetadataKeys.class.getFields()) {
            assertThat(messages).contains("| `" + field.get(null) + "` |");
        }
    }

    @Test
    void names_every_setting_with_its_variable_and_its_option() {
        assertThat(Setting.all()).allSatisfy(setting -> {
            assertThat(configuration).contains("\n| `%s` | `%s` | ".formatted(setting.key(), setting.variable()));
            setting.option().ifPresent(option -> assertThat(configuration).contains("; also `" + option + "`"));
        });
        assertThat(configuration)
                .contains("`" + Settings.FILE_NAME + "`", "`" + Settings.FILE_VARIABLE + "`", Settings.FILE_OPTION);
    }

    @Test
    void names_every_stored_event_with_its_revision() {
        Stream<Class<?>> events = Stream.of(
                        TaskEvent.class,
                        CheckpointEvent.class,
                        RollbackEvent.class,
                        RefusalEvent.class,
                        BoardEvent.class,
                        StoreEvent.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));

        assertThat(events)
                .allSatisfy(event -> assertThat(storedFormat)
                        .contains("| `%s` | %s |"
                                .formatted(
                                        EventNames.nameOf(event),
                                        event.getAnnotation(Revision.class).value())));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void names_every_command_of_co_with_its_options(@TempDir Path folder) throws Exception {
        CoProcess shell = new CoProcess(folder);
        Map<String, List<String>> commands = new LinkedHashMap<>();
        walk(shell, "co", commands);
        Map<String, String> sections = sections();

        assertThat(sections.keySet()).contains(commands.keySet().toArray(String[]::new));
        assertThat(sections.keySet()).allMatch(title -> !title.startsWith("co") || commands.containsKey(title));
        commands.forEach((command, options) -> assertThat(options)
                .allSatisfy(option -> assertThat(sections.get("co") + sections.get(command))
                        .as(command)
                        .contains("`" + option)));
    }

    private static String page(String name) {
        return Documents.read(Documents.ROOT.resolve("docs/reference").resolve(name));
    }

    private static void walk(CoProcess shell, String command, Map<String, List<String>> found) throws Exception {
        String help = shell.run(command + " --help");
        found.put(
                command,
                OPTION.matcher(help.split("\nTry first:\n")[0]) // examples have options of other commands
                        .results()
                        .map(result -> result.group())
                        .distinct()
                        .toList());
        int list = command.equals("co") ? 0 : help.indexOf("\nCommands:\n");
        if (list < 0) {
            return;
        }
        for (String line : help.substring(list).lines().toList()) {
            Matcher sub = COMMAND.matcher(line);
            if (sub.matches() && !sub.group(1).equals("help")) {
                walk(shell, command + " " + sub.group(1), found);
            }
        }
    }

    /** What stands under each heading, by the heading without its arguments and quotes. */
    private Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        String title = "";
        for (String line : co.lines().toList()) {
            if (line.startsWith("#")) {
                title = line.replaceFirst("^#+\\s+", "").replace("`", "");
            }
            sections.merge(title, line + "\n", String::concat);
        }
        return sections;
    }
}
