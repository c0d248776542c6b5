package io.atelier.bench.data;

import io.atelier.bench.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the data service makes; as JSON, what {@code --json} writes.
 *
 * @param rounds processes of each row
 * @param timeScale 1 if the figures are meant seriously
 * @param rows one for each kind of stream
 */
public record DataReport(String benchmark, Hardware machine, int rounds, double timeScale, List<Row> rows) {

    public DataReport {
        rows = List.copyOf(rows);
    }

    /**
     * One kind of stream.
     *
     * @param imagesPerSecond on one core, median of the rounds
     * @param rounds images/s of every round
     */
    public record Row(String stream, double imagesPerSecond, List<Double> rounds) {
        public Row {
            rounds = List.copyOf(rounds);
        }
    }

    public List<String> render() {
        List<String> lines = new ArrayList<>();
        lines.add("images/s on one core, median of " + rounds + " rounds");
        for (Row row : rows) {
            lines.add(String.format(Locale.ROOT, "%-34s %,11.0f", row.stream(), row.imagesPerSecond()));
        }
        lines.add("machine: " + machine);
        if (timeScale != 1) {
            lines.add("NOT A MEASUREMENT: all times were scaled by " + timeScale);
        }
        return lines;
    }
}
