package io.atelier.local.console;

import java.util.Locale;

/** Figures in few characters; a dash for what is not known. */
final class Numbers {

    private static final String UNKNOWN = "-";

    private Numbers() {}

    /** At most six characters, with four digits after the point where they fit. */
    static String score(Double value) {
        if (value == null) {
            return UNKNOWN;
        }
        String format = value < 9.99995 ? "%.4f" : value < 99.9995 ? "%.3f" : value < 99_999.5 ? "%.0f" : "%.0e";
        return String.format(Locale.ROOT, format, value);
    }

    static String whole(Number value) {
        return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f", value.doubleValue());
    }

    /** {@code 3/10}; without the second where only the first is known. */
    static String of(Integer part, Integer all) {
        if (part == null) {
            return UNKNOWN;
        }
        return all == null ? part.toString() : part + "/" + all;
    }

    /** At most five characters: {@code 45s}, {@code 3m05s} or {@code 2h07m}, {@code 4d03h}. */
    static String duration(Double seconds) {
        if (seconds == null || !Double.isFinite(seconds) || seconds < 0) {
            return UNKNOWN;
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + "s";
        }
        if (whole < 3600) {
            return pair(whole / 60, 'm', whole % 60, 's');
        }
        long minutes = whole / 60;
        return minutes < 24 * 60
                ? pair(minutes / 60, 'h', minutes % 60, 'm')
                : pair(minutes / (24 * 60), 'd', minutes / 60 % 24, 'h');
    }

    /** Without the second unit where both would not fit. */
    private static String pair(long first, char firstUnit, long second, char secondUnit) {
        return first > 9
                ? first + "" + firstUnit
                : String.format(Locale.ROOT, "%d%c%02d%c", first, firstUnit, second, secondUnit);
    }
}
