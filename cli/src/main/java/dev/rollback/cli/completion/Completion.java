package dev.rollback.cli.completion;

import dev.rollback.app.reader.IdCompletions.Candidate;
import dev.rollback.cli.command.WordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the word that somebody is typing can become. */
final class Completion {
    /** What the shell is to offer: these words, or files and folders of its own finding. */
    enum Offer {
        WORDS,
        FILES,
        FOLDERS
    }

    /**
     * The answer.
     *
     * @param kept the beginning of the unfinished word, behind which a file's name begins
     * @param typed the rest of it
     * @param words whole ones, with a few words about each
     */
    record Answer(Offer offer, String kept, String typed, List<Candidate> words) {
        static Answer of(Offer offer, String kept, String typed) {
            return new Answer(offer, kept, typed, List.of());
        }
    }

    private final CommandSpec program;
    private final Function<CompletionContext, StoreCandidates> live;

    /** @param live finds what only the store knows, for a command line with such words */
    Completion(CommandSpec program, Function<CompletionContext, StoreCandidates> live) {
        this.program = program;
        this.live = live;
    }

    /** @param words behind the program's name, the last one unfinished and perhaps empty */
    Answer of(List<String> words) {
        CompletionContext cursor = CompletionContext.at(program, words);
        ArgSpec argument = cursor.argument();
        Iterable<String> candidates = argument == null ? null : argument.completionCandidates();
        if (candidates instanceof WordKind.File) {
            return Answer.of(Offer.FILES, cursor.kept(), cursor.typed());
        } else if (candidates instanceof WordKind.Folder) {
            return Answer.of(Offer.FOLDERS, cursor.kept(), cursor.typed());
        } else if (candidates instanceof WordKind.TextOrFile && cursor.typed().startsWith("@")) {
            return Answer.of(Offer.FILES, cursor.kept() + "@", cursor.typed().substring(1));
        }
        List<Candidate> found = new ArrayList<>();
        if (cursor.isCommand()) {
            found.addAll(commands(cursor.command()));
        }
        found.addAll(cursor.isOptionName() ? options(cursor) : values(cursor, candidates));
        if (found.isEmpty() && argument == null && cursor.typed().isEmpty() && !cursor.isTooMuch()) {
            found.addAll(options(cursor));
        }
        return new Answer(Offer.WORDS, cursor.kept(), cursor.typed(), fitting(cursor, found));
    }

    private static List<Candidate> fitting(CompletionContext cursor, List<Candidate> found) {
        return found.stream()
                .filter(word -> word.id().startsWith(cursor.sought()))
                .map(word -> new Candidate(cursor.kept() + cursor.written(word.id()), word.about()))
                .distinct()
                .toList();
    }

    private List<Candidate> values(CompletionContext cursor, @Nullable Iterable<String> candidates) {
        if (candidates instanceof WordKind.CommandWords) {
            return commands(at(cursor.parameters()));
        } else if (candidates instanceof WordKind kind) {
            return live.apply(cursor).of(kind);
        } else if (candidates == null) {
            return List.of();
        }
        boolean shouted = cursor.typed().chars().anyMatch(Character::isUpperCase);
        return StreamSupport.stream(candidates.spliterator(), false)
                .map(value -> new Candidate(shouted ? value : value.toLowerCase(Locale.ROOT), ""))
                .toList();
    }

    private static List<Candidate> commands(@Nullable CommandSpec command) {
        Stream<CommandLine> commands = command == null ? Stream.of() : command.subcommands().values().stream();
        return commands.map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .map(spec ->
                        new Candidate(spec.name(), about(spec.usageMessage().description())))
                .toList();
    }

    /** The command that such words name; null where they name none. */
    private @Nullable CommandSpec at(List<String> words) {
        CommandSpec command = program;
        for (String word : words) {
            CommandLine next = command.subcommands().get(word);
            if (next == null) {
                return null;
            }
            command = next.getCommandSpec();
        }
        return command;
    }

    /** Those that every command has only once somebody types a dash. */
    private static List<Candidate> options(CompletionContext cursor) {
        return cursor.command().options().stream()
                .filter(option -> !option.hidden())
                .filter(option -> !cursor.typed().isEmpty() || !(option.inherited() || isStandard(option)))
                .filter(option -> option.isMultiValue() || !cursor.options().containsKey(option.longestName()))
                .map(option -> new Candidate(option.longestName(), about(option.description())))
                .toList();
    }

    private static boolean isStandard(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    private static String about(String... description) {
        return description.length == 0 || description[0].startsWith("$")
                ? ""
                : description[0].replaceFirst(" \\(default \\$.*?\\)", "");
    }
}
