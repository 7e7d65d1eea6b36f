package dev.rollback.cli.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long ago, as a person types it. */
public final class AgeText implements ITypeConverter<Duration> {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([mhdw])");

    @Override
    public Duration convert(String given) {
        Matcher age = AGE.matcher(given);
        if (!age.matches()) {
            throw new TypeConversionException("'%s' is no age: write 30m, 12h, 7d or 2w".formatted(given));
        }
        long count = Long.parseLong(age.group(1));
        return switch (age.group(2).charAt(0)) {
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
