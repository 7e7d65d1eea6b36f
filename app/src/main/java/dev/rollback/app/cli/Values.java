package dev.rollback.app.cli;

import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text or JSON value as it is given: itself, {@code @FILE}, or {@code -} for standard input. */
final class Values {
    private Values() {}

    static String text(Surroundings surroundings, String given) {
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

    static Json json(Surroundings surroundings, String given) {
        return parse(name(given), bytes(surroundings, given));
    }

    static Json parse(String name, byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (InvalidJsonException e) {
            String place = e.line() > 0 ? ":%d:%d".formatted(e.line(), e.column()) : "";
            throw new RefusedException(
                    RefusalCode.INVALID_INPUT,
                    "%s%s: %s Nothing was written.".formatted(name, place, e.getMessage()),
                    e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** The JSON document in a file, or with {@code -} on standard input. */
    static Json document(Surroundings surroundings, String file) {
        return parse(file.equals("-") ? name(file) : file, file(surroundings, file));
    }

    /** What is in a file, or with {@code -} on standard input. */
    static byte[] file(Surroundings surroundings, String file) {
        return file.equals("-") ? bytes(surroundings, file) : read(surroundings.resolve(file));
    }

    private static boolean isElsewhere(String given) {
        return given.equals("-") || given.startsWith("@");
    }

    private static byte[] bytes(Surroundings surroundings, String given) {
        if (given.equals("-")) {
            try {
                return surroundings.in().readAllBytes();
            } catch (IOException e) {
                throw new RefusedException(RefusalCode.INVALID_INPUT, "standard input cannot be read: " + e, e);
            }
        }
        return given.startsWith("@")
                ? read(surroundings.resolve(given.substring(1)))
                : given.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String given) {
        return given.equals("-") ? "standard input" : given.startsWith("@") ? given.substring(1) : "the JSON given";
    }
}
