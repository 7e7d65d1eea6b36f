package dev.rollback.app.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from.
 *
 * @param name the file, the variable or the option; null where nobody said it
 */
public record Origin(Source source, @Nullable String name) {
    /** Who can say something, the weakest first. */
    public enum Source {
        DEFAULT,
        /** The person's own configuration, which holds in every folder. */
        USER,
        /** Not said, but found in this folder or above. */
        FOUND,
        FILE,
        ENVIRONMENT,
        OPTION
    }

    static final Origin DEFAULT = new Origin(Source.DEFAULT, null);
    static final Origin FOUND = new Origin(Source.FOUND, null);
}
