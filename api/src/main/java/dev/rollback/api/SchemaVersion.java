package dev.rollback.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the form that tasks' data has, such as {@code 1.0}. What one version of a major number wrote, all of it
 * can read.
 */
public record SchemaVersion(int major, int minor) implements Comparable<SchemaVersion> {
    /** That of tasks whose application says nothing of versions. */
    public static final SchemaVersion FIRST = new SchemaVersion(1, 0);

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})");

    public SchemaVersion {
        if (major < 1 || major > 9_999 || minor < 0 || minor > 9_999) {
            throw invalid(major + "." + minor);
        }
    }

    /** @throws RefusedException INVALID_INPUT for what is not two numbers with a dot between them */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SchemaVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw invalid(text);
        }
        return new SchemaVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    @JsonValue
    public String toString() {
        return major + "." + minor;
    }

    private static RefusedException invalid(String text) {
        return Names.invalid("a schema version is two numbers such as 1.0, the first from 1 on: '%s' is not", text);
    }
}
