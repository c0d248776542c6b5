package io.atelier.bench.comparison;

import java.util.Locale;

/** What is measured. The peer runs in both of its memory formats; the faster one counts. */
enum Contender {
    OURS("ours"),
    CONTIGUOUS("libtorch, default layout"),
    CHANNELS_LAST("libtorch, channels last");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
