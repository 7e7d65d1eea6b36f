package dev.rollback.app.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps passwords out of what is shown. */
public final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern URL = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.:-]*://|jdbc:)(.*)");
    private static final Pattern HOST =
            Pattern.compile("[\\p{L}\\p{N}._-]*(:\\d{1,5})?|\\[[0-9A-Fa-f:.%]+](:\\d{1,5})?");
    private static final Pattern SECRET = Pattern.compile("pass|pwd|secret|token|credential");

    private Secrets() {}

    /**
     * The text, in which, if it is a URL, {@code ***} stands for all that may be a password: what is before an {@code @}
     * or no host, the values of parameters such as {@code password}, and what is no parameter.
     */
    public static String masked(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            return text;
        }
        boolean hasHosts = url.group(1).endsWith("//");
        String rest = url.group(2);
        int mark = rest.indexOf('?');
        String place = withoutUser(mark < 0 ? rest : rest.substring(0, mark), hasHosts);
        return url.group(1) + place + (mark < 0 ? "" : "?" + parameters(rest.substring(mark + 1)));
    }

    private static String withoutUser(String place, boolean hasHosts) {
        int user = place.lastIndexOf('@');
        String known = place.substring(user + 1);
        return (user < 0 ? "" : HIDDEN + "@") + (hasHosts ? withHostsOnly(known) : known);
    }

    private static String withHostsOnly(String place) {
        int path = place.indexOf('/');
        String hosts = path < 0 ? place : place.substring(0, path);
        boolean plain = Arrays.stream(hosts.split(",", -1))
                .allMatch(host -> HOST.matcher(host).matches());
        return (plain ? hosts : HIDDEN) + place.substring(hosts.length());
    }

    private static String parameters(String query) {
        return Arrays.stream(query.split("&", -1)).map(Secrets::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return parameter.isEmpty() ? "" : HIDDEN;
        }
        String name = parameter.substring(0, equals);
        String value = parameter.substring(equals + 1);
        boolean strange = value.contains("@") && !name.equals("user"); // a password with a '?' of its own
        return name + "=" + (strange || isSecret(name) ? HIDDEN : value);
    }

    private static boolean isSecret(String name) {
        try {
            String plain = URLDecoder.decode(name, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            return SECRET.matcher(plain).find();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
