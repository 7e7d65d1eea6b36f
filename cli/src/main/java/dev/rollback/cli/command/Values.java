package dev.rollback.cli.command;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.api.json.JsonLimits;
import dev.rollback.app.files.BoundedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text or JSON value as it is given: itself, {@code @FILE}, or {@code -} for standard input. */
public final class Values {
    /** How deep a component becomes is looked at where it is made: a patch puts levels of its own around a value. */
    private static final JsonLimits LIMITS = JsonLimits.DOCUMENT.withMaxBytes(JsonLimits.DEFAULT.maxBytes());

    private Values() {}

    public static String text(ProcessContext surroundings, String given) {
        if (!isElsewhere(given)) {
            return given;
        }
        try {
            // an editor ends a file with a line end that is not meant
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(surroundings, given)))
                    .toString()
                    .stripTrailing();
        } catch (CharacterCodingException e) {
            throw new RefusedException(RefusalCode.INVALID_INPUT, "%s is no text in UTF-8.".formatted(name(given)), e);
        }
    }

    public static Json json(ProcessContext surroundings, String given) {
        return parse(name(given), bytes(surroundings, given), LIMITS);
    }

    private static Json parse(String name, byte[] bytes, JsonLimits limits) {
        try {
            return Json.parse(bytes, limits);
        } catch (InvalidJsonException e) {
            String place = e.line() > 0 ? ":%d:%d".formatted(e.line(), e.column()) : "";
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s%s: %s Nothing was written.".formatted(name, place, e.getMessage()),
                    e);
        }
    }

    /** The JSON document in a file, or with {@code -} on standard input. */
    public static Json document(ProcessContext surroundings, String file, BoundedInput bound) {
        return document(file, file(surroundings, file, bound));
    }

    /** The same where it was read already. */
    public static Json document(String file, byte[] bytes) {
        return parse(file.equals("-") ? BoundedInput.STANDARD : file, bytes, JsonLimits.DOCUMENT);
    }

    /**
     * What is in a file, or with {@code -} on standard input.
     *
     * @param bound how much of it is read
     */
    public static byte[] file(ProcessContext surroundings, String file, BoundedInput bound) {
        return file.equals("-")
                ? bound.stream(BoundedInput.STANDARD, surroundings.standardInput())
                : bound.file(file, surroundings.resolve(file));
    }

    private static boolean isElsewhere(String given) {
        return given.equals("-") || given.startsWith("@");
    }

    private static byte[] bytes(ProcessContext surroundings, String given) {
        if (given.equals("-")) {
            return BoundedInput.VALUE.stream(BoundedInput.STANDARD, surroundings.standardInput());
        }
        return given.startsWith("@")
                ? BoundedInput.VALUE.file(given.substring(1), surroundings.resolve(given.substring(1)))
                : given.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String given) {
        return given.equals("-")
                ? BoundedInput.STANDARD
                : given.startsWith("@") ? given.substring(1) : "the JSON given";
    }
}
