package dev.rollback.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as a person types them: RFC 3339, or in the zone of the place. */
public final class TimeText {
    private static final Pattern AGO =
            Pattern.compile("(\\d{1,9}) ?(s|m|h|d|w|seconds?|minutes?|min|hours?|days?|weeks?) ago");
    private static final Pattern DAY = Pattern.compile("(today|yesterday)(?: (?:at )?(\\d{1,2}:\\d{2}(?::\\d{2})?))?");

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final InstantSource clock;
    private final ZoneId zone;

    public TimeText(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Nothing where the text is no time of the years 0 to 9999. */
    public Optional<Instant> parse(String given) {
        return any(given).filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST));
    }

    private Optional<Instant> any(String given) {
        String text = given.strip().toLowerCase(Locale.ROOT);
        return ago(text)
                .or(() -> day(text))
                .or(() -> tried(
                        text,
                        time -> OffsetDateTime.parse(
                                        time.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                                .toInstant()))
                .or(() -> tried(
                        text,
                        time -> LocalDateTime.parse(
                                        time.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                                .atZone(zone)
                                .toInstant()))
                .or(() -> tried(
                        text, time -> LocalDate.parse(time).atStartOfDay(zone).toInstant()))
                .or(() -> tried(text, time -> clockTime(LocalDate.ofInstant(clock.instant(), zone), time)));
    }

    private Optional<Instant> ago(String text) {
        Matcher ago = AGO.matcher(text);
        if (!ago.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(ago.group(1));
        ZonedDateTime now = clock.instant().atZone(zone);
        return tried(
                text,
                any -> (switch (ago.group(2).charAt(0)) {
                            case 's' -> now.minus(Duration.ofSeconds(count));
                            case 'm' -> now.minus(Duration.ofMinutes(count));
                            case 'h' -> now.minus(Duration.ofHours(count));
                            case 'd' -> now.minusDays(count);
                            default -> now.minusWeeks(count);
                        })
                        .toInstant());
    }

    /** Without an hour: at this hour. */
    private Optional<Instant> day(String text) {
        Matcher day = DAY.matcher(text);
        if (!day.matches()) {
            return Optional.empty();
        }
        ZonedDateTime now = clock.instant().atZone(zone);
        ZonedDateTime meant = day.group(1).equals("today") ? now : now.minusDays(1);
        return day.group(2) == null
                ? Optional.of(meant.toInstant())
                : tried(day.group(2), time -> clockTime(meant.toLocalDate(), time));
    }

    private Instant clockTime(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time))
                .atZone(zone)
                .toInstant();
    }

    private static Optional<Instant> tried(String text, Function<String, Instant> form) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // a year that no calendar has
        }
    }
}
