package io.atelier.harness.soak;

import java.util.Locale;

/** What is measured. */
enum Measure {
    /** Java objects that are still in use, after a full collection. */
    LIVE_HEAP("live heap", 1 << 20, "MiB"),

    /** Memory of the process; of its Java heap all is resident from the start, so what is added is native. */
    RESIDENT("resident", 1 << 20, "MiB"),

    THREADS("threads", 1, ""),

    /** Files, sockets and pipes that are open. */
    FILES("open files", 1, ""),

    /** Lines of {@code /q/metrics}. */
    SERIES("series", 1, ""),

    /** Log segments of all partitions. */
    TOPIC("on disk", 1 << 20, "MiB");

    private final String label;
    private final double unit;
    private final String unitName;

    Measure(String label, double unit, String unitName) {
        this.label = label;
        this.unit = unit;
        this.unitName = unitName;
    }

    String label() {
        return label;
    }

    /**
     * What stands for several values. The median, since a single sample may catch a compaction or a start; of live heap the
     * least: with a trial in hand it is twice what it is without, and a leak lifts both.
     *
     * @param values at least one, in ascending order
     */
    double typical(double[] values) {
        return this == LIVE_HEAP ? values[0] : values[values.length / 2];
    }

    String format(double value) {
        return unitName.isEmpty()
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f %s", value / unit, unitName);
    }
}
