package dev.rollback.cli.command;

import dev.rollback.api.RequestContext;
import dev.rollback.app.settings.Setting;
import dev.rollback.app.settings.Settings;
import dev.rollback.cli.terminal.Output;
import dev.rollback.cli.terminal.Screen;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, and what follows from them. */
public abstract class GlobalOptions {
    @Option(
            names = "--store",
            paramLabel = "DIR|URL",
            completionCandidates = WordKind.Folder.class,
            scope = ScopeType.INHERIT,
            description = "Store: a folder, or jdbc:postgresql://HOST/DATABASE.")
    private @Nullable String store;

    @Option(
            names = Settings.FILE_OPTION,
            paramLabel = "FILE",
            completionCandidates = WordKind.File.class,
            scope = ScopeType.INHERIT,
            description = "Configuration file.")
    private @Nullable String config;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Name recorded as the author.")
    private @Nullable String actor;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Fencing token of this work: refused after a rollback has raised the task's epoch.")
    private @Nullable Long epoch;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "Idempotency key: a repeat returns the first result.")
    private @Nullable String requestId;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "Output format: table, json, jsonl or id.")
    private Output.Format format = Output.Format.TABLE;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Use colors: auto, always or never.")
    private Screen.Colours color = Screen.Colours.AUTO;

    private final @Nullable PrintStream redirected;
    private final Session session;
    private @Nullable String ownRequestId;

    /** @param redirected standard output as it is, where that leads into a file or another program; null for a terminal */
    protected GlobalOptions(ProcessContext surroundings, @Nullable PrintStream redirected) {
        this.redirected = redirected;
        this.session = new Session(this, surroundings);
    }

    public Session session() {
        return session;
    }

    public Output.Format format() {
        return format;
    }

    /** The request id that was given; null where none was. */
    @Nullable
    public String givenRequestId() {
        return requestId;
    }

    public RequestContext context() {
        return new RequestContext(session.settings().get(Setting.ACTOR), requestId(), epoch);
    }

    /** The request id of what this run writes: so that it can be asked for again, one is made where none was given. */
    public String requestId() {
        if (requestId != null) {
            return requestId;
        }
        if (ownRequestId == null) {
            ownRequestId = RequestContext.newRequestId();
        }
        return ownRequestId;
    }

    /** The settings among the options, by their names. */
    public Map<String, String> options() {
        Map<String, String> said = new HashMap<>();
        said.put(Settings.FILE_OPTION, config);
        said.put("--store", store);
        said.put("--actor", actor);
        said.values().removeIf(Objects::isNull);
        return said;
    }

    /**
     * Standard output, for a document whose bytes count: as it is where that leads into a file or another program, null where
     * it may lead to a terminal.
     */
    public @Nullable PrintStream redirected() {
        return redirected;
    }

    public boolean colours(boolean terminal) {
        return Screen.colours(color, terminal, session.surroundings().environment());
    }
}
