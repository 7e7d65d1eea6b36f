package dev.rollback.app.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Text for people: nothing in it can move the cursor, hide itself or turn the line around. */
final class Text {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private Text() {}

    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            int type = Character.getType(codePoint);
            boolean safe = codePoint == '\n'
                    || !(type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE);
            if (safe) {
                printable.appendCodePoint(codePoint);
            } else {
                printable.append("\\u%04x".formatted(codePoint));
            }
        });
        return printable.toString();
    }

    static String line(String text) {
        return printable(text).replace("\n", "\\n");
    }

    static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone));
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
