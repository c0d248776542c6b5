package io.atelier.evaluator.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as the page shows them; a dash for what is not known. */
final class Format {

    static final String NONE = "–";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Format() {}

    /** Four decimals: one image of 10,000. */
    static String score(Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%.4f", value);
    }

    /** With its sign. */
    static String difference(Double value, double reference) {
        return value == null ? NONE : String.format(Locale.ROOT, "%+.4f", value - reference);
    }

    static String count(Number value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%,d", value.longValue());
    }

    static String rate(Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String duration(Double seconds) {
        if (seconds == null) {
            return NONE;
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** Plain, for charts and the tables that they are drawn from. */
    static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** With a space that does not break. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f\u00a0%%", 100 * share);
    }

    /** At most {@code most} characters. */
    static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // Half of an emoji is none.
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
