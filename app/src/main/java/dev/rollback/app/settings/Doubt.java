package dev.rollback.app.settings;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.Remedy;
import dev.rollback.api.Remedy.Action;

/**
 * Something that was only found in a folder, and is not followed before the person says so: with {@code co trust}, or by
 * naming a store or a file of their own.
 *
 * @param found the configuration file or the store's folder, links of its own folder resolved
 * @param content the hash of the file; empty for a folder
 * @param store where the store really is, without secrets; empty where the file as a whole is doubtful
 * @param why the rest of a sentence about {@code found}
 */
public record Doubt(String found, String content, String store, String why) {
    private static final String RULE =
            " A file that was only found may name a folder in its own; anything else needs your word.";

    /** Whether it concerns a setting that comes from there. */
    boolean concerns(Setting<?> setting, Origin origin) {
        return isAboutAll() ? origin.source() == Origin.Source.FILE : setting.equals(Setting.STORE);
    }

    boolean isAboutAll() {
        return store.isEmpty();
    }

    /** NOT_TRUSTED, with what is wrong and what the person can do. */
    RefusedException refusal() {
        return new RefusedException(
                RefusalCode.NOT_TRUSTED,
                "%s %s.%s Nothing was opened.".formatted(found, why, isAboutAll() || content.isEmpty() ? "" : RULE),
                Remedy.of(isAboutAll() ? Action.TRUST_SETTINGS : Action.TRUST_STORE));
    }

    /** The same for the same thing with the same content and the same store. */
    String key() {
        return Digests.sha256(String.join("\0", found, content, store));
    }
}
