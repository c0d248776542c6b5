package io.atelier.local.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Labels of trials for a narrow column: one that is too long ends with {@code ~} and the trial's number in its run, so that
 * no two are alike. A legend says what they stand for.
 */
public final class ShortLabels {

    static final int WIDTH = 13;

    private ShortLabels() {}

    static String of(String label, int number) {
        if (label.length() <= WIDTH) {
            return label;
        }
        String end = "~" + number;
        return label.substring(0, WIDTH - end.length()) + end;
    }

    /** A line for each label that is too long. */
    public static List<String> legend(List<String> labels) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String shortened = of(labels.get(i), i + 1);
            if (!shortened.equals(labels.get(i))) {
                lines.add("  " + shortened + " is " + labels.get(i));
            }
        }
        return lines;
    }
}
