package dev.rollback.cli.completion;

import dev.rollback.app.reader.IdCompletions;
import dev.rollback.app.reader.IdCompletions.Candidate;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.app.stores.StoreAddress.Folder;
import dev.rollback.cli.command.ProcessContext;
import dev.rollback.cli.completion.Completion.Answer;
import dev.rollback.cli.completion.Completion.Offer;
import dev.rollback.cli.terminal.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Answers the scripts that {@code co completion} prints, who ask {@code co __complete SHELL …} while a person is typing:
 * of zsh and fish come the words, the last one unfinished, of bash the line and what readline takes for its last word.
 * The first line of the answer says what to offer; the second and the third are the unfinished word's beginning, which
 * stays, and its rest; each further line is one word, for zsh and fish with a tab and a few words about it.
 *
 * <p>A person who is typing is not to be disturbed: there is no error, nothing is written, no connection is
 * opened, and nobody waits for long.
 */
public final class CompletionAnswer {
    static final String ASKED = "__complete";

    private static final int MOST = 80;
    private static final long SECONDS = 10;

    private final ProcessContext surroundings;
    private final Function<ProcessContext, CommandSpec> grammar;

    /** @param grammar what there is to type */
    public CompletionAnswer(ProcessContext surroundings, Function<ProcessContext, CommandSpec> grammar) {
        this.surroundings = surroundings;
        this.grammar = grammar;
    }

    public static boolean isAsked(String... arguments) {
        return arguments.length > 0 && arguments[0].equals(ASKED);
    }

    /** Prints the answer, or nothing. */
    public void print(List<String> arguments) {
        FutureTask<String> answer = new FutureTask<>(() -> answer(arguments));
        Thread thread = new Thread(answer, "rollback-completion");
        thread.setDaemon(true);
        thread.start();
        try {
            surroundings.out().print(answer.get(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            surroundings.out().print("");
        }
    }

    private String answer(List<String> arguments) {
        boolean bash = arguments.get(0).equals("bash");
        List<String> words = arguments.subList(1, arguments.size());
        return bash ? forBash(words.get(0), words.get(1)) : text(complete(words), CompletionAnswer::described);
    }

    private String forBash(String line, String replaced) {
        BashLine parsed = BashLine.of(line, surroundings.environment().getOrDefault("HOME", ""));
        if (parsed.isName() || parsed.isRedirection()) {
            return text(Answer.of(Offer.FILES, "", ""), Candidate::id);
        }
        return text(complete(parsed.words()), word -> parsed.written(word.id(), replaced));
    }

    private Answer complete(List<String> words) {
        return new Completion(grammar.apply(surroundings), this::live).of(words);
    }

    private static String described(Candidate word) {
        return word.about().isEmpty() ? word.id() : word.id() + "\t" + Text.line(word.about());
    }

    private static String text(Answer answer, Written written) {
        Stream<String> head = Stream.of(
                answer.offer().name().toLowerCase(Locale.ROOT), Text.line(answer.kept()), Text.line(answer.typed()));
        Stream<@Nullable String> words = answer.words().stream()
                .filter(word -> Text.line(word.id()).equals(word.id()))
                .map(written::of);
        return Stream.concat(head, words)
                .filter(Objects::nonNull)
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    /** Without the store where there is none, where it is not on this machine, or where it cannot be read now. */
    private StoreCandidates live(CompletionContext cursor) {
        return new StoreCandidates(ids(cursor.options()), cursor);
    }

    private @Nullable IdCompletions ids(Map<String, String> options) {
        try {
            Map<String, String> environment = surroundings.environment();
            Settings settings = Settings.load(surroundings.directory(), environment, options);
            // nobody who presses a key has asked for a login to a server
            return settings.get(Setting.STORE) instanceof Folder folder
                    ? IdCompletions.in(folder, environment, surroundings.clock(), MOST)
                    : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Written {
        @Nullable
        String of(Candidate word);
    }
}
