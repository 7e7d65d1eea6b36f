package dev.rollback.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import dev.rollback.api.RequestContext;
import dev.rollback.api.json.InvalidJsonException;
import dev.rollback.api.json.Json;
import dev.rollback.app.stores.StoreAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What fits a setting. */
sealed interface Shape<T> {
    /**
     * Refuses what does not fit, in words that go on from the setting's name: {@code must be …}.
     *
     * @param base where a relative path begins
     */
    T read(Json value, Path base);

    /** What a text of the environment or of the command line stands for. */
    default Json given(String text) {
        return Json.of(text);
    }

    /** The value as it is shown, without secrets; null where there is none. */
    default @Nullable Object shown(T value) {
        return value;
    }

    /** Within limits. */
    record WholeNumber(int least, int most) implements Shape<Integer> {
        @Override
        public Integer read(Json value, Path base) {
            JsonNode number = value.node();
            boolean whole = number.isIntegralNumber() && number.canConvertToInt();
            if (!whole || number.intValue() < least || number.intValue() > most) {
                throw mustBe("a whole number from %d to %d".formatted(least, most), value);
            }
            return number.intValue();
        }

        @Override
        public Json given(String text) {
            try {
                return Json.parse(text);
            } catch (InvalidJsonException e) {
                return Json.of(text);
            }
        }
    }

    /** A duration in whole minutes. */
    record Minutes(WholeNumber number) implements Shape<Duration> {
        @Override
        public Duration read(Json value, Path base) {
            return Duration.ofMinutes(number.read(value, base));
        }

        @Override
        public Json given(String text) {
            return number.given(text);
        }

        @Override
        public Object shown(Duration value) {
            return value.toMinutes();
        }
    }

    /** True or false; a variable may have it in capitals. */
    record Switch() implements Shape<Boolean> {
        @Override
        public Boolean read(Json value, Path base) {
            if (!value.node().isBoolean()) {
                throw mustBe("true or false", value);
            }
            return value.node().booleanValue();
        }

        @Override
        public Json given(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> Json.of(true);
                case "false" -> Json.of(false);
                default -> Json.of(text);
            };
        }
    }

    /** Kept as it is. */
    record FreeText() implements Shape<Optional<String>> {
        @Override
        public Optional<String> read(Json value, Path base) {
            if (!value.isString() || value.asText().isBlank()) {
                throw mustBe("a text", value);
            }
            return Optional.of(value.asText());
        }

        @Override
        public @Nullable Object shown(Optional<String> value) {
            return value.map(Secrets::masked).orElse(null);
        }
    }

    /** Who asks. */
    record Actor() implements Shape<String> {
        @Override
        public String read(Json value, Path base) {
            try {
                return RequestContext.of(value.asText()).actor();
            } catch (RefusedException refused) {
                throw misfit("must be somebody's name: " + refused.getMessage());
            }
        }
    }

    /** A folder, of which a relative one begins where it was written, or a database. */
    record Store() implements Shape<StoreAddress> {
        @Override
        public StoreAddress read(Json value, Path base) {
            // what else somebody writes here may hold a password, so the value stays out of the message
            if (!value.isString() || value.asText().isBlank()) {
                throw misfit("must name a folder or a database");
            }
            String text = value.asText();
            if (text.equals("~") || text.startsWith("~/")) {
                throw misfit("must name a folder by its whole path: '~' stands for nothing here");
            }
            try {
                return StoreAddress.of(text, base);
            } catch (InvalidPathException e) {
                throw misfit("must name a folder: " + e.getReason());
            } catch (RefusedException e) {
                String reason = String.valueOf(e.getMessage()).replace(text, Secrets.masked(text));
                throw misfit("must name a folder or a database: " + reason);
            }
        }

        @Override
        public Object shown(StoreAddress value) {
            return Secrets.masked(value.toString());
        }
    }

    private static RefusedException mustBe(String expected, Json value) {
        return misfit("must be %s, not %s".formatted(expected, described(value)));
    }

    private static RefusedException misfit(String message) {
        return new RefusedException(RefusalCode.INVALID_INPUT, message);
    }

    static String described(Json value) {
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "a list" : Spelling.shortened(value.text());
    }
}
