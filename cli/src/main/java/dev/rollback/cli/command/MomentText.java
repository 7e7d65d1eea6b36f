package dev.rollback.cli.command;

import dev.rollback.api.Moment;
import dev.rollback.api.Moment.AfterRollback;
import dev.rollback.api.Moment.AtCheckpoint;
import dev.rollback.api.Moment.AtDocument;
import dev.rollback.api.Moment.AtPosition;
import dev.rollback.api.Moment.AtSeq;
import dev.rollback.api.Moment.AtTime;
import dev.rollback.api.Moment.BeforeRollback;
import dev.rollback.api.Moment.Now;
import dev.rollback.api.RefusalCode;
import dev.rollback.api.RefusedException;
import java.util.Locale;

/** Moments as a person types them. */
public final class MomentText {
    private static final String FORMS =
            "Write a time (2026-11-23T10:00:00+01:00, '10m ago', 'yesterday 14:00'), pos:1234, seq:12, a checkpoint, before:rb-…, after:rb-… or file:TIME.";

    private final Ids ids;
    private final TimeText times;

    public MomentText(Ids ids, TimeText times) {
        this.ids = ids;
        this.times = times;
    }

    public Moment parse(String given) {
        String text = given.strip();
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? text.toLowerCase(Locale.ROOT) : text.substring(0, colon)) {
            case "now" -> colon < 0 ? new Now() : timeOrCheckpoint(text);
            case "pos" -> new AtPosition(number(given, rest));
            case "seq" -> new AtSeq(number(given, rest));
            case "before" -> new BeforeRollback(ids.doneRollback(rest));
            case "after" -> new AfterRollback(ids.doneRollback(rest));
            case "file" ->
                new AtDocument(times.parse(rest).orElseThrow(() -> wrong(given, "'%s' is no time".formatted(rest))));
            default -> timeOrCheckpoint(text);
        };
    }

    private Moment timeOrCheckpoint(String text) {
        if (text.startsWith("cp-") || text.startsWith("@")) {
            return new AtCheckpoint(ids.checkpoint(text));
        }
        return times.parse(text)
                .<Moment>map(AtTime::new)
                .or(() -> ids.knownCheckpoint(text).map(AtCheckpoint::new))
                .orElseThrow(() -> wrong(text, "it is no time, and no checkpoint has this id"));
    }

    private static long number(String given, String digits) {
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(given, "'%s' is no number".formatted(digits));
        }
        throw wrong(given, "it is below 0");
    }

    private static RefusedException wrong(String given, String why) {
        return new RefusedException(
                RefusalCode.INVALID_INPUT, "'%s' names no moment: %s. %s".formatted(given, why, FORMS));
    }
}
