package dev.rollback.cli;

import dev.rollback.app.settings.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What somebody meant who gave a command an option that it does not have. */
final class NearestOption {
    private static final int MOST_COMMANDS = 4;
    private static final int MOST_MISTAKES = 2;

    private NearestOption() {}

    /** Empty where no unmatched word is an option, or none is like it. */
    static String hint(CommandSpec command, List<String> unmatched) {
        return unmatched.stream()
                .filter(word -> word.startsWith("-") && word.length() > 1)
                .findFirst()
                .map(word -> hint(command, word.replaceFirst("=.*", "")))
                .orElse("");
    }

    private static String hint(CommandSpec command, String name) {
        List<CommandSpec> owners = owners(command, name);
        if (!owners.isEmpty()) {
            String where = owners.stream()
                    .limit(MOST_COMMANDS)
                    .map(owner -> "'" + owner.qualifiedName() + "'")
                    .collect(Collectors.joining(", "));
            String more = owners.size() > MOST_COMMANDS ? " and others" : "";
            return "%s belongs to %s%s, not to '%s'.".formatted(name, where, more, command.qualifiedName());
        }
        return nearest(command, name)
                .map(option -> "Did you mean %s?".formatted(option))
                .orElse("");
    }

    /** The commands that have it, the neighbours first. */
    private static List<CommandSpec> owners(CommandSpec command, String name) {
        CommandSpec parent = command.parent();
        return all(command.root())
                .filter(one -> one != command && !one.usageMessage().hidden())
                .filter(one -> one.optionsMap().containsKey(name)
                        && !one.optionsMap().get(name).inherited())
                .sorted(Comparator.comparing(one -> one != parent && one.parent() != parent && one.parent() != command))
                .toList();
    }

    private static Optional<String> nearest(CommandSpec command, String name) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .filter(option -> isLike(option, name))
                .min(Comparator.comparing(option -> Spelling.distance(option, name)));
    }

    private static boolean isLike(String option, String name) {
        boolean begun = name.length() > MOST_MISTAKES + 2 && option.startsWith(name);
        return begun || Spelling.distance(option, name) <= Math.min(MOST_MISTAKES, (name.length() - 1) / 3);
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        List<CommandSpec> all = new ArrayList<>(List.of(command));
        for (CommandLine one : command.subcommands().values()) {
            all.addAll(all(one.getCommandSpec()).toList());
        }
        return all.stream();
    }
}
