package dev.rollback.cli.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line as bash has it, up to the cursor, taken apart into words as bash would: quotes are resolved, nothing is
 * expanded but {@code ~/}. The last word is unfinished, perhaps in the middle of a quotation.
 */
final class BashLine {
    /** What the cursor is in the middle of. */
    enum Quoting {
        NONE,
        SINGLE,
        DOUBLE
    }

    private static final String ENDS_COMMAND = ";&|()\n";
    private static final String BARE = "._/:=@%+,-";
    private static final String SPECIAL_IN_DOUBLE = "\"$`\\";

    private final String line;
    private final String home;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private Quoting quoting = Quoting.NONE;
    private boolean begun;
    private boolean redirected;
    private int start;

    private BashLine(String line, String home) {
        this.line = line;
        this.home = home;
    }

    static BashLine of(String line, String home) {
        BashLine parsed = new BashLine(line, home);
        parsed.read();
        return parsed;
    }

    /** All words but the program's name, the last one unfinished and perhaps empty. */
    List<String> words() {
        List<String> all = new ArrayList<>(words);
        all.add(word.toString());
        return all.subList(Math.min(1, all.size() - 1), all.size());
    }

    /** Whether the last word names a file that is read or written, and is none of the command's. */
    boolean isRedirection() {
        return redirected;
    }

    /** Whether the cursor is still in the program's name. */
    boolean isName() {
        return words.isEmpty();
    }

    /**
     * The word as it must be written in the place of what readline takes for the word under completion: the last part
     * of the line, which begins behind a quote or behind one of {@code COMP_WORDBREAKS}.
     *
     * @param replaced that part, as bash says
     * @return null where the word does not go on as the line has begun
     */
    @Nullable
    String written(String value, String replaced) {
        String raw = line.substring(start);
        int cut = raw.endsWith(replaced) ? raw.length() - replaced.length() : 0;
        BashLine before = new BashLine(raw.substring(0, cut), home);
        before.read();
        String kept = before.word.toString();
        return value.startsWith(kept) ? escaped(value.substring(kept.length()), before.quoting) : null;
    }

    private void read() {
        for (int i = 0; i < line.length(); i++) {
            i = step(i);
        }
    }

    /** Takes in the character there; returns the place of the last that was taken in. */
    private int step(int at) {
        char next = line.charAt(at);
        return switch (quoting) {
            case SINGLE -> inSingle(next, at);
            case DOUBLE -> inDouble(next, at);
            case NONE -> bare(next, at);
        };
    }

    private int inSingle(char next, int at) {
        if (next == '\'') {
            quoting = Quoting.NONE;
        } else {
            word.append(next);
        }
        return at;
    }

    private int inDouble(char next, int at) {
        if (next == '"') {
            quoting = Quoting.NONE;
        } else if (next == '\\' && at + 1 < line.length() && SPECIAL_IN_DOUBLE.indexOf(line.charAt(at + 1)) >= 0) {
            word.append(line.charAt(at + 1));
            return at + 1;
        } else {
            word.append(next);
        }
        return at;
    }

    private int bare(char next, int at) {
        if (next == ' ' || next == '\t') {
            endWord();
        } else if (ENDS_COMMAND.indexOf(next) >= 0) {
            endWord();
            words.clear();
        } else if (next == '<' || next == '>') {
            if (!word.toString().matches("[0-9]*")) {
                endWord();
            }
            startWord(at + 1);
            begun = false;
            redirected = true;
            return at;
        } else {
            if (!begun) {
                start = at;
                begun = true;
            }
            return taken(next, at);
        }
        return at;
    }

    private int taken(char next, int at) {
        if (next == '\'') {
            quoting = Quoting.SINGLE;
        } else if (next == '"') {
            quoting = Quoting.DOUBLE;
        } else if (next == '\\') {
            if (at + 1 < line.length()) {
                word.append(line.charAt(at + 1));
            }
            return at + 1;
        } else if (next == '~' && at == start && line.startsWith("~/", at)) {
            word.append(home);
        } else {
            word.append(next);
        }
        return at;
    }

    private void endWord() {
        if (begun && !redirected) {
            words.add(word.toString());
        }
        redirected = redirected && !begun;
        startWord(line.length());
        begun = false;
    }

    private void startWord(int at) {
        word.setLength(0);
        start = at;
    }

    private static String escaped(String text, Quoting quoting) {
        return switch (quoting) {
            case SINGLE -> text.replace("'", "'\\''");
            // a history expansion has no escape in double quotes
            case DOUBLE -> text.replaceAll("[\"$`\\\\]", "\\\\$0").replace("!", "\"\\!\"");
            case NONE -> bareEscaped(text);
        };
    }

    private static String bareEscaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (character < 0x80 && !Character.isLetterOrDigit(character) && BARE.indexOf(character) < 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(character);
        });
        return escaped.toString();
    }
}
