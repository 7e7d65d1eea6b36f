package dev.rollback.cli.command;

import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import java.util.List;

/** What helps, in the words of the command line: a sentence. */
public final class RemedyText {
    private RemedyText() {}

    /** The refusal's message, and what helps. */
    public static String with(RefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        return refused.remedy().map(remedy -> message + " " + of(remedy)).orElse(message);
    }

    public static String of(Remedy remedy) {
        List<String> on = remedy.subjects();
        return switch (remedy.action()) {
            case LIST_TASKS -> "'co tasks list' shows those there are.";
            case LIST_CHECKPOINTS -> "'co checkpoints list' shows those there are.";
            case LIST_ROLLBACKS -> "'co rollback history' shows those there were.";
            case SHOW_ROLLBACK -> "'co rollback show %s' shows it later.".formatted(on.get(0));
            case SHOW_LOG -> "'co log %s' shows when it did.".formatted(on.get(0));
            case REDO_ROLLBACK -> "'co rollback redo %s' carries it out again.".formatted(on.get(0));
            case RELEASE_CHECKPOINT -> "'co checkpoints release %s' lets it go.".formatted(on.get(0));
            case NAME_POSITION -> position(on) + ".";
            case NAME_POSITION_OR_FORCE -> position(on) + ". It was archived, so --force takes it all the same.";
            case CHOOSE_LATER_WORK ->
                "--discard-later-work takes them back too, --only-unmoved leaves them as they are.";
            case IMPORT_WITH_TIME -> "'co import --as-of' keeps it.";
            case REPLACE_FILE -> "--force replaces it.";
            case CREATE_STORE -> "Run 'co init' to make one.";
            case NAME_STORE -> "Name a store with --store or CO_STORE.";
            case OPEN_FOR_WRITING -> "Let somebody who may write it run 'co status' once.";
            case DIAGNOSE_STORE -> "'co doctor' says more.";
            case AUDIT_STORE -> "'co audit' shows where.";
            case SHOW_SETTINGS -> "'co config show' tells which.";
            case TRUST_STORE -> "Run 'co trust' if you trust it, or name a store with --store or CO_STORE.";
            case TRUST_SETTINGS ->
                "Run 'co trust' if you trust it, or name a file of your own with --config or CO_CONFIG.";
        };
    }

    private static String position(List<String> on) {
        return "Name it with --at pos:%s%s".formatted(on.get(0), on.size() > 1 ? " --task-id " + on.get(1) : "");
    }
}
