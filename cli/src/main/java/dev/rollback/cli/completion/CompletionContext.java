package dev.rollback.cli.completion;

import dev.rollback.cli.command.IdList;
import dev.rollback.cli.command.WordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Where somebody stands who is typing a command: behind which words, and at the end of which unfinished one. */
final class CompletionContext {
    private CommandSpec command;
    private final Map<String, String> options = new HashMap<>();
    private final List<String> parameters = new ArrayList<>();
    private @Nullable OptionSpec open;
    private boolean onlyParameters;
    private String kept = "";
    private String typed = "";

    private CompletionContext(CommandSpec command) {
        this.command = command;
    }

    /** @param words behind the program's name, the last one unfinished and perhaps empty */
    static CompletionContext at(CommandSpec program, List<String> words) {
        CompletionContext cursor = new CompletionContext(program);
        words.subList(0, words.size() - 1).forEach(cursor::pass);
        cursor.stand(words.get(words.size() - 1));
        return cursor;
    }

    /** The command that the words name so far. */
    CommandSpec command() {
        return command;
    }

    /** The beginning of the last word that is not in question: of {@code --status=fa}, {@code --status=}. */
    String kept() {
        return kept;
    }

    /** The rest of the last word. */
    String typed() {
        return typed;
    }

    /** What ids are to begin with to be what is being typed. */
    String sought() {
        return isList(argument()) ? IdList.begun(typed) : typed;
    }

    /** The id as it is written where the last word stands. */
    String written(String id) {
        return isList(argument()) ? IdList.escaped(id) : id;
    }

    /** The values of options before, by their longest names; several of one are joined by commas. */
    Map<String, String> options() {
        return options;
    }

    /** The ids that an option before has. */
    List<String> ids(String option) {
        String given = options.get(option);
        if (given == null) {
            return List.of();
        }
        return isList(command.optionsMap().get(option)) ? IdList.split(given) : List.of(given);
    }

    /** The words before that are neither options nor commands. */
    List<String> parameters() {
        return parameters;
    }

    /** What the last word is a value of; null where it may be a command, an option or nothing known. */
    @Nullable
    ArgSpec argument() {
        return open != null ? open : isOption(typed) ? null : parameter();
    }

    boolean isOptionName() {
        return open == null && isOption(typed);
    }

    /** Whether a command may stand here. */
    boolean isCommand() {
        return open == null && parameters.isEmpty() && !onlyParameters && !isOption(typed);
    }

    /** Whether there are words before that the command does not take. */
    boolean isTooMuch() {
        int last = parameters.size() - 1;
        return last >= 0
                && command.positionalParameters().stream()
                        .noneMatch(parameter -> parameter.index().contains(last));
    }

    private @Nullable PositionalParamSpec parameter() {
        return command.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(parameters.size()))
                .findFirst()
                .orElse(null);
    }

    private boolean isOption(String word) {
        return !onlyParameters && word.startsWith("-") && !word.equals("-");
    }

    private void pass(String word) {
        if (open != null) {
            put(open, word);
            open = null;
        } else if (word.equals("--") && !onlyParameters) {
            onlyParameters = true;
        } else if (isOption(word)) {
            passOption(word);
        } else {
            CommandLine next = isCommand() ? command.subcommands().get(word) : null;
            if (next == null) {
                parameters.add(word);
            } else {
                command = next.getCommandSpec();
            }
        }
    }

    private void passOption(String word) {
        String name = name(word);
        OptionSpec option = command.optionsMap().get(name);
        if (option == null) {
            return;
        } else if (option.arity().max() == 0) {
            options.put(option.longestName(), "");
        } else if (name.length() == word.length()) {
            open = option;
        } else {
            put(option, word.substring(behind(word, name)));
        }
    }

    private void put(OptionSpec option, String value) {
        options.merge(option.longestName(), value, (old, more) -> option.isMultiValue() ? old + "," + more : more);
    }

    private void stand(String word) {
        typed = word;
        if (open == null && isOption(word)) {
            String name = name(word);
            OptionSpec option = command.optionsMap().get(name);
            if (option != null && option.arity().max() > 0 && name.length() < word.length()) {
                open = option;
                keep(behind(word, name));
            }
        }
        ArgSpec argument = argument();
        if (isList(argument)) {
            keep(IdList.lastBegin(typed));
        } else if (argument != null && !argument.splitRegex().isEmpty()) {
            keep(typed.lastIndexOf(',') + 1);
        }
    }

    private static boolean isList(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option
                && option.isMultiValue()
                && option.completionCandidates() instanceof WordKind.TaskId;
    }

    private void keep(int characters) {
        kept += typed.substring(0, characters);
        typed = typed.substring(characters);
    }

    /** Of {@code --name=value} and {@code -nvalue} the name. */
    private static String name(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        return name.startsWith("--") || name.length() < 2 ? name : name.substring(0, 2);
    }

    private static int behind(String word, String name) {
        return word.startsWith("=", name.length()) ? name.length() + 1 : name.length();
    }
}
