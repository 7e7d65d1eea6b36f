package dev.rollback.cli.terminal;

import dev.rollback.api.InvisibleCharacters;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text for people: nothing in it can move the cursor, hide itself or turn the line around. */
public final class Text {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    /** Ranges of characters that take two columns of a terminal: East Asian wide ones, and pictures. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0xA4CF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6,
        0x1F300, 0x1F64F, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD
    };

    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB");

    private Text() {}

    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '\n' || !steers(codePoint)) {
                printable.appendCodePoint(codePoint);
            } else {
                // as in JSON, where a character beyond the first 65,536 is written as two halves
                for (char half : Character.toChars(codePoint)) {
                    printable.append("\\u").append(HEX.toHexDigits(half));
                }
            }
        });
        return printable.toString();
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> InvisibleCharacters.isBlank(codePoint);
        };
    }

    public static String line(String text) {
        return printable(text).replace("\n", "\\n");
    }

    public static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** So many bytes, in the unit that has few digits. */
    public static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1_000 && unit < UNITS.size() - 1) {
            size /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS.get(unit));
    }

    /** The first of some names, and how many more there are. */
    public static String some(List<?> names, int most) {
        String first = names.stream().limit(most).map(String::valueOf).collect(Collectors.joining(", "));
        return names.size() > most ? "%s and %d more".formatted(first, names.size() - most) : first;
    }

    /** How many columns of a terminal the text takes. */
    public static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    /** The text, or its beginning and an ellipsis, in at most so many columns. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder beginning = new StringBuilder();
        int taken = 1;
        for (int codePoint : text.codePoints().toArray()) {
            taken += width(codePoint);
            if (taken > columns) {
                break;
            }
            beginning.appendCodePoint(codePoint);
        }
        return beginning.append('…').toString();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; codePoint >= WIDE[0] && i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }
}
