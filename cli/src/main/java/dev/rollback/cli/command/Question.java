package dev.rollback.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Asks before something is lost. */
public final class Question {
    private Question() {}

    /**
     * Returns when a person says yes.
     *
     * @throws NotConfirmed when nobody can be asked, or the answer is anything else
     */
    public static void confirm(ProcessContext surroundings, String question) throws IOException {
        if (!surroundings.terminal()) {
            throw new NotConfirmed("nothing was done: nobody can be asked here. Add --yes to do it.");
        }
        surroundings.err().print(question + " [y/N] ");
        surroundings.err().flush();
        String answer = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8)).readLine();
        if (answer == null || !answer.strip().matches("(?i)y|yes")) {
            throw new NotConfirmed("nothing was done.");
        }
    }
}
