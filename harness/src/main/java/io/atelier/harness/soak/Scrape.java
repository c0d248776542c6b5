package io.atelier.harness.soak;

import java.util.List;

/** What a service answers to {@code GET /q/metrics}. */
final class Scrape {

    private final List<String> series;

    Scrape(String text) {
        this.series = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    int size() {
        return series.size();
    }

    /** Over all labels; 0 if there is no such metric yet. */
    double sum(String name) {
        return series.stream()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
