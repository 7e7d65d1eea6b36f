package dev.rollback.app.settings;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings, all of it in one refusal. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** @param problem a sentence that names the place */
    void add(String problem) {
        found.add(problem);
    }

    /** INVALID_INPUT where there is any. */
    void refuse() {
        if (found.size() == 1) {
            throw invalid(found.get(0) + " Nothing was written.");
        } else if (!found.isEmpty()) {
            throw invalid("%d settings cannot be used. Nothing was written.\n  %s"
                    .formatted(found.size(), String.join("\n  ", found)));
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message);
    }
}
