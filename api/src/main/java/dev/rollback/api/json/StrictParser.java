package dev.rollback.api.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Passes tokens on to Jackson's tree builder and refuses, at the place where it stands, what Jackson would let pass. */
final class StrictParser extends JsonParserDelegate {
    private final JsonLimits limits;
    private int depth;

    StrictParser(JsonParser source, JsonLimits limits, int uncountedLevels) throws IOException {
        super(source);
        this.limits = limits;
        this.depth = -uncountedLevels;
        check(source.currentToken());
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        check(token);
        return token;
    }

    private void check(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            return;
        }
        switch (token) {
            case START_OBJECT, START_ARRAY -> enter();
            case END_OBJECT, END_ARRAY -> depth--;
            case FIELD_NAME -> checkText(delegate.currentName());
            case VALUE_STRING -> checkText(delegate.getText());
            case VALUE_NUMBER_INT -> checkLength(digits());
            case VALUE_NUMBER_FLOAT -> {
                checkLength(delegate.getTextLength() - (long) JsonLimits.SPELLING);
                checkLength(plainLength());
            }
            default -> {}
        }
    }

    private void enter() {
        if (++depth > limits.maxDepth()) {
            throw refusal("nested deeper than " + limits.maxDepth() + " levels");
        }
    }

    private void checkLength(long length) {
        if (length > limits.maxNumberLength()) {
            throw refusal("a number longer than " + limits.maxNumberLength() + " characters");
        }
    }

    private long digits() throws IOException {
        boolean negative = delegate.getTextCharacters()[delegate.getTextOffset()] == '-';
        return delegate.getTextLength() - (negative ? 1L : 0L);
    }

    /** How long the number would be without an exponent, in constant time: 1e999999999 must never be written plainly. */
    private long plainLength() throws IOException {
        try {
            BigDecimal number = delegate.getDecimalValue();
            long precision = number.precision();
            long scale = number.scale();
            return scale <= 0 ? precision - scale : Math.max(precision, scale + 1) + 1;
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // an exponent beyond int
        }
    }

    private void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isLowSurrogate(unit)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(++i))) {
                throw refusal(String.format("half a character (lone surrogate \\u%04X) in a text or key", (int) unit));
            }
        }
    }

    InvalidJsonException refusal(String problem) {
        return refusal(problem, delegate.currentTokenLocation());
    }

    InvalidJsonException refusal(String problem, @Nullable JsonLocation location) {
        String path = delegate.getParsingContext().pathAsPointer().toString();
        return location == null
                ? new InvalidJsonException(0, 0, path, problem)
                : new InvalidJsonException(location.getLineNr(), location.getColumnNr(), path, problem);
    }
}
