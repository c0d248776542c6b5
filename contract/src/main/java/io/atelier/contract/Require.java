package io.atelier.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The checks that message records make of their components, and services of their settings. Each throws {@link IllegalArgumentException}. */
public final class Require {

    /** The regular expression of {@link #name names}, for those who check them by an annotation. */
    public static final String NAME = "[a-z0-9][a-z0-9_-]{0,63}";

    /** What {@link #NAME} means, in words that follow the name of a field. */
    public static final String NAME_RULE =
            "must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or digit";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Pattern TRIAL = Pattern.compile(NAME + "\\." + NAME + "\\.s(0|[1-9][0-9]{0,18})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Require() {}

    public static void that(boolean condition, String format, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(format, arguments));
        }
    }

    public static <T> T present(T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    /** A name that may become part of a key, a file name or a metric label: {@code [a-z0-9_-]}, at most 64 characters. */
    public static String name(String value, String what) {
        present(value, what);
        that(NAME_PATTERN.matcher(value).matches(), "%s %s, but is \"%s\"", what, NAME_RULE, abbreviated(value));
        return value;
    }

    /** The id of a trial: {@code <run>.<configuration>.s<seed>}. */
    public static String trial(String value, String what) {
        present(value, what);
        that(
                TRIAL.matcher(value).matches(),
                "%s must be <run>.<configuration>.s<seed>, but is \"%s\"",
                what,
                abbreviated(value));
        return value;
    }

    /** A SHA-256 in lower-case hex. */
    public static String sha256(String value, String what) {
        present(value, what);
        that(
                SHA256.matcher(value).matches(),
                "%s must be 64 hex digits in lower case, but is \"%s\"",
                what,
                abbreviated(value));
        return value;
    }

    /** An immutable copy of a list without nulls. */
    public static <T> List<T> copy(List<T> values, int most, String what) {
        present(values, what);
        that(values.size() <= most, "%s must have at most %d elements, but has %d", what, most, values.size());
        for (T value : values) {
            present(value, "an element of " + what);
        }
        return List.copyOf(values);
    }

    /** An immutable copy of a map without nulls. */
    public static <T> Map<String, T> copy(Map<String, T> values, int most, String what) {
        present(values, what);
        that(values.size() <= most, "%s must have at most %d elements, but has %d", what, most, values.size());
        values.forEach((name, value) -> {
            present(name, "a name in " + what);
            present(value, what + "." + abbreviated(name));
        });
        return Map.copyOf(values);
    }

    public static int inRange(int value, int least, int most, String what) {
        that(value >= least && value <= most, "%s must be between %d and %d, but is %d", what, least, most, value);
        return value;
    }

    /** A duration of at least a millisecond. */
    public static Duration positive(Duration value, int mostDays, String what) {
        present(value, what);
        that(
                value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(Duration.ofDays(mostDays)) <= 0,
                "%s must be between 1 ms and %d days, but is %s",
                what,
                mostDays,
                value);
        return value;
    }

    public static double inRange(double value, double least, double most, String what) {
        that(value >= least && value <= most, "%s must be between %s and %s, but is %s", what, least, most, value);
        return value;
    }

    public static double finite(double value, String what) {
        that(Double.isFinite(value), "%s must be a finite number, but is %s", what, value);
        return value;
    }

    public static double notNegative(double value, String what) {
        that(
                value >= 0 && Double.isFinite(value),
                "%s must be a finite number and not negative, but is %s",
                what,
                value);
        return value;
    }

    public static void schema(int found, int expected, String what) {
        that(
                found == expected,
                "%s has schema version %d; this build reads version %d: upgrade the older side",
                what,
                found,
                expected);
    }

    public static String atMost(String value, int characters, String what) {
        present(value, what);
        that(value.length() <= characters, "%s is longer than %d characters", what, characters);
        return value;
    }

    private static String abbreviated(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "...";
    }
}
