package dev.rollback.cli.rollback;

import dev.rollback.api.RollbackStrategy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Strategies as a person types them: {@code point-in-time}. */
final class StrategyWords implements ITypeConverter<RollbackStrategy>, Iterable<String> {
    @Override
    public RollbackStrategy convert(String given) {
        return Arrays.stream(RollbackStrategy.values())
                .filter(strategy -> word(strategy).equals(word(given)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is no strategy: it is %s".formatted(given, String.join(", ", words().toList()))));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private static Stream<String> words() {
        return Arrays.stream(RollbackStrategy.values()).map(StrategyWords::word);
    }

    private static String word(RollbackStrategy strategy) {
        return word(strategy.name());
    }

    private static String word(String given) {
        return given.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
