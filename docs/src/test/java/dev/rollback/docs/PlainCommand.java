package dev.rollback.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line that means the same without a shell: words, quoted ones too, and settings of variables before them.
 *
 * @param variables what is set for this command alone
 */
record PlainCommand(Map<String, String> variables, List<String> words) {
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);

    /** One piece of a word: in single quotes, in double quotes without an expansion, or bare. */
    private static final Pattern PIECE =
            Pattern.compile("'([^']*)'|\"([^\"$`\\\\]*)\"|([^\\s'\"\\\\|&;<>()$`*?\\[\\]{}~#!]+)");

    /** Empty where it takes a shell. */
    static Optional<PlainCommand> of(String line) {
        return words(line).map(words -> {
            Map<String, String> variables = new HashMap<>();
            int first = 0;
            for (; first < words.size(); first++) {
                Matcher variable = VARIABLE.matcher(words.get(first));
                if (!variable.matches()) {
                    break;
                }
                variables.put(variable.group(1), variable.group(2));
            }
            return new PlainCommand(variables, words.subList(first, words.size()));
        });
    }

    private static Optional<List<String>> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        Matcher piece = PIECE.matcher(line);
        for (int at = 0; at < line.length(); ) {
            if (Character.isWhitespace(line.charAt(at))) {
                if (within) {
                    words.add(word.toString());
                    word.setLength(0);
                    within = false;
                }
                at++;
            } else if (piece.find(at) && piece.start() == at) {
                for (int group = 1; group <= 3; group++) {
                    word.append(piece.group(group) == null ? "" : piece.group(group));
                }
                within = true;
                at = piece.end();
            } else {
                return Optional.empty();
            }
        }
        if (within) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }
}
