package dev.rollback.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command as they were typed. Java decodes them in the locale's encoding, and what is not valid there becomes
 * U+FFFD or a question mark: two ids become one. Where the system tells the bytes (Linux), they are read again as UTF-8.
 *
 * @param words as they are meant
 * @param refusal why they are not taken; null where they are
 */
record TypedWords(List<String> words, @Nullable String refusal) {
    private static final Set<String> UTF_8_OR_LESS = Set.of("utf-8", "utf8", "ansi_x3.4-1968", "us-ascii", "");
    private static final char REPLACED = '\uFFFD';

    /** @param decoded as Java hands them over */
    static TypedWords of(String... decoded) {
        return of(
                List.of(decoded),
                bytes(Path.of("/proc/self/cmdline")),
                bytes(Path.of("/proc/self/environ")),
                System.getProperty("sun.jnu.encoding", ""));
    }

    /**
     * @param commandLine all words of the process, each with a NUL behind it; null where the system does not tell
     * @param environment its variables, in the same form
     * @param encoding the one in which Java decoded them
     */
    static TypedWords of(
            List<String> decoded, byte @Nullable [] commandLine, byte @Nullable [] environment, String encoding) {
        boolean told = UTF_8_OR_LESS.contains(encoding.toLowerCase(Locale.ROOT));
        for (byte[] variable : split(environment)) {
            if (told && isOurs(variable) && utf8(variable).isEmpty()) {
                return refused(decoded, "the environment's " + shown(variable));
            }
        }
        List<byte[]> all = split(commandLine);
        List<byte[]> typed = all.subList(Math.max(0, all.size() - decoded.size()), all.size());
        if (!isSame(decoded, typed)) {
            return decoded.stream()
                    .filter(word -> word.indexOf(REPLACED) >= 0)
                    .findFirst()
                    .map(word -> refused(decoded, word))
                    .orElseGet(() -> new TypedWords(decoded, null));
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < decoded.size(); i++) {
            Optional<String> word = utf8(typed.get(i));
            if (word.isEmpty() && told) {
                return refused(decoded, shown(typed.get(i)));
            }
            words.add(word.orElse(decoded.get(i)));
        }
        return new TypedWords(List.copyOf(words), null);
    }

    private static TypedWords refused(List<String> decoded, String word) {
        return new TypedWords(
                decoded,
                "%s is no text in UTF-8, so that it could be taken for another one. Nothing was done; write it in UTF-8."
                        .formatted(word));
    }

    /** Whether these are the words that Java handed over, as far as that can be seen. */
    private static boolean isSame(List<String> decoded, List<byte[]> typed) {
        if (typed.size() != decoded.size()) {
            return false;
        }
        for (int i = 0; i < decoded.size(); i++) {
            String bytes = new String(typed.get(i), ISO_8859_1);
            if (bytes.chars().allMatch(one -> one < 0x80) && !bytes.equals(decoded.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOurs(byte[] variable) {
        return new String(variable, ISO_8859_1).startsWith("CO_");
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** With the bytes that are no ASCII as they are. */
    private static String shown(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (byte one : bytes) {
            shown.append(one >= 0 ? String.valueOf((char) one) : "\\x%02x".formatted(one & 0xFF));
        }
        return "'" + shown + "'";
    }

    private static List<byte[]> split(byte @Nullable [] ended) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; ended != null && i < ended.length; i++) {
            if (ended[i] == 0) {
                parts.add(Arrays.copyOfRange(ended, from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    private static byte @Nullable [] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }
}
