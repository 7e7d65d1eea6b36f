package dev.rollback.cli.command;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Why a command did not do what it was to do, as the last thing on standard error: a line that ends with its code, or where
 * JSON was asked for, one JSON object on one line. Standard output has answers only.
 *
 * @param remedy what helps against this kind of refusal; null where nothing general does
 */
public record Refusal(String code, String message, @Nullable String remedy, int exit) {
    /** What cannot be understood, before anything was looked at. */
    public static final String USAGE = "USAGE";

    /** What could not be read or written, and is no fault of what was asked. */
    static final String IO = "IO_ERROR";

    private static final String KIND = "refusal";

    public static Refusal of(Exception failure) {
        if (failure instanceof RefusedException refused) {
            RefusalCode code = refused.code();
            return new Refusal(code.name(), RemedyText.with(refused), remedy(refused), code.exitCode());
        } else if (failure instanceof NotConfirmed) {
            RefusalCode code = RefusalCode.NOT_CONFIRMED;
            return new Refusal(
                    code.name(), String.valueOf(failure.getMessage()), remedy(code), CommandLine.ExitCode.USAGE);
        } else if (failure instanceof IOException) {
            return new Refusal(IO, failure.toString(), null, CommandLine.ExitCode.SOFTWARE);
        } else if (failure instanceof UncheckedIOException) {
            return new Refusal(IO, String.valueOf(failure.getMessage()), null, CommandLine.ExitCode.SOFTWARE);
        }
        return unexpected(failure);
    }

    /** Of a failure that nobody foresaw. */
    public static Refusal unexpected(Throwable failure) {
        return new Refusal(
                "INTERNAL",
                "this should not happen: %s. CO_DEBUG=1 shows where.".formatted(failure),
                "Report it with what CO_DEBUG=1 prints.",
                CommandLine.ExitCode.SOFTWARE);
    }

    public void print(PrintStream err, Output.Format format) {
        if (isJson(format)) {
            err.println(Output.text(json()));
            return;
        }
        String text = Text.printable(message);
        int first = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        err.println("co: %s (%s)%s".formatted(text.substring(0, first), code, text.substring(first)));
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", Output.SCHEMA);
        json.put("kind", KIND);
        json.put("code", code);
        json.put("message", message);
        if (remedy != null) {
            json.put("remedy", remedy);
        }
        json.put("exit", exit);
        return json;
    }

    public static boolean isJson(Output.Format format) {
        return format == Output.Format.JSON || format == Output.Format.JSONL;
    }

    /** The format that a command line asks for which could not be parsed. */
    public static Output.Format format(List<String> arguments) {
        String format = "";
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String word = arguments.get(i);
            boolean apart = word.equals("-o") || word.equals("--output");
            if (apart && i + 1 < arguments.size()) {
                format = arguments.get(i + 1);
            } else if (word.startsWith("--output=") || (word.startsWith("-o") && !apart)) {
                format = word.replaceFirst("^(--output=|-o=?)", "");
            }
        }
        return format.equalsIgnoreCase("json") || format.equalsIgnoreCase("jsonl")
                ? Output.Format.JSON
                : Output.Format.TABLE;
    }

    private static String remedy(RefusedException refused) {
        return refused.remedy().map(RemedyText::of).orElseGet(() -> remedy(refused.code()));
    }

    private static String remedy(RefusalCode code) {
        return switch (code) {
            case INVALID_INPUT -> "Correct what the message names.";
            case INVALID_SCOPE -> "Choose the tasks, components or moment of the rollback differently.";
            case NOT_CONFIRMED -> "Add --yes, or answer at a terminal.";
            case NOT_FOUND ->
                "List what there is: co status, co tasks list, co checkpoints list --all, co rollback history.";
            case CLEANED_UP -> "Name the moment by its position: --at pos:N.";
            case CONFLICT -> "Look at the present state, then decide again.";
            case STALE_EPOCH -> "Stop this work; co tasks start gives the epoch to go on with.";
            case ROLLBACK_DISABLED -> "Allow it: co tasks policy, or rollback.enabled of the configuration.";
            case FAILED_STATE -> "Choose another checkpoint, or add --force.";
            case LOOP -> "Find out why the task fails, then roll it back or reopen it.";
            case ALREADY_THERE -> "Nothing is left to do.";
            case CORRUPT -> "co doctor and co audit say what is damaged.";
            case STORE_UNAVAILABLE -> "Try again; co doctor says who holds the store.";
            case NOT_TRUSTED -> "Run co trust if you trust it, or name the store by --store or CO_STORE.";
            case UNKNOWN_OUTCOME -> "Ask again with the same --request-id.";
            case VERSION_INCOMPATIBLE -> "Use the version that wrote it, or an application that has the migrations.";
        };
    }
}
