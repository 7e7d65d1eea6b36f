package dev.rollback.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** In the help of {@code co} itself: five commands to try first, and all commands by what they are for. */
final class CommandGroups implements IHelpSectionRenderer {
    static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Start", List.of("init", "demo", "import", "status"));
        GROUPS.put("Work", List.of("tasks", "checkpoint", "checkpoints", "export"));
        GROUPS.put("Look back", List.of("log", "diff", "blame"));
        GROUPS.put("Go back", List.of("rollback"));
        GROUPS.put("Prove", List.of("audit", "doctor"));
        GROUPS.put("Maintain", List.of("backup", "views", "config", "trust", "completion", "help"));
    }

    /** Each can be run in this order where a Task Master file lies. */
    static final Map<String, String> FIRST = new LinkedHashMap<>();

    static {
        FIRST.put("co demo", "Walk through a rollback on a sample project");
        FIRST.put("co import .taskmaster/tasks/tasks.json", "Record the tasks of a file");
        FIRST.put("co checkpoint before-agents", "Create a store-wide checkpoint");
        FIRST.put("co log --graph", "Show what happened");
        FIRST.put("co rollback @latest --dry-run", "Show what a rollback would do");
    }

    private static final int INDENT = 2;

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder("\nTry first:\n");
        text.append(table(help, FIRST));
        GROUPS.forEach((group, names) -> {
            Map<String, String> commands = new LinkedHashMap<>();
            names.forEach(name -> commands.put(name, description(help, name)));
            text.append("\n%s:\n".formatted(group)).append(table(help, commands));
        });
        return text.toString();
    }

    private static String description(Help help, String command) {
        CommandLine one =
                Objects.requireNonNull(help.commandSpec().subcommands().get(command), command);
        return one.getCommandSpec().usageMessage().description()[0];
    }

    private static String table(Help help, Map<String, String> rows) {
        int first =
                INDENT + rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(first, INDENT, Column.Overflow.SPAN),
                new Column(help.commandSpec().usageMessage().width() - first, INDENT, Column.Overflow.WRAP));
        rows.forEach((command, description) -> table.addRowValues(
                help.colorScheme().commandText(command), help.colorScheme().text(description)));
        return table.toString();
    }
}
