package io.atelier.evaluator.page;

import io.atelier.evaluator.api.RunResults.Epoch;
import io.atelier.evaluator.api.RunResults.TrialResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A measure of all trials by epoch: a chart, and the same as a table.
 *
 * @param id anchor
 * @param title of the chart
 * @param unit of the values
 * @param rows one per epoch
 */
public record EpochChart(String id, String title, String unit, List<Row> rows) {

    /** A longer history is thinned out: a page is not to grow without bound. */
    private static final int MOST_ROWS = 200;

    private static final List<Measure> MEASURES = List.of(
            new Measure("loss", "Training loss", "loss", epoch -> Format.score(epoch.loss())),
            new Measure("accuracy", "Training accuracy", "accuracy", epoch -> Format.score(epoch.accuracy())),
            new Measure("val-loss", "Validation loss", "loss", epoch -> Format.score(epoch.valLoss())),
            new Measure("val-accuracy", "Validation accuracy", "accuracy", epoch -> Format.score(epoch.valAccuracy())),
            new Measure("test-loss", "Test loss", "loss", epoch -> Format.score(epoch.testLoss())),
            new Measure("test-accuracy", "Test accuracy", "accuracy", epoch -> Format.score(epoch.testAccuracy())),
            new Measure("seconds", "Training time", "seconds", epoch -> Format.seconds(epoch.seconds())));

    private record Measure(String id, String title, String unit, Function<Epoch, String> value) {}

    /** An epoch, with a cell for each trial in their order. */
    public record Row(int epoch, List<Cell> cells) {}

    /** A value, and whether it is of the epoch that was the best of its trial. */
    public record Cell(String value, boolean best) {

        boolean isKnown() {
            return !value.equals(Format.NONE);
        }
    }

    /** The charts of which at least one trial has a value. */
    static List<EpochChart> of(List<TrialResults> trials) {
        List<Map<Integer, Epoch>> histories = trials.stream()
                .map(trial -> trial.history().stream().collect(Collectors.toMap(Epoch::epoch, Function.identity())))
                .toList();
        int last = histories.stream()
                .flatMap(history -> history.keySet().stream())
                .max(Integer::compare)
                .orElse(0);
        int step = (last + MOST_ROWS - 1) / MOST_ROWS;
        List<EpochChart> charts = new ArrayList<>();
        for (Measure measure : MEASURES) {
            List<Row> rows = IntStream.rangeClosed(1, last)
                    .filter(epoch -> epoch % step == 0 || epoch == 1 || epoch == last)
                    .mapToObj(epoch -> row(measure, epoch, trials, histories))
                    .toList();
            if (rows.stream().flatMap(row -> row.cells().stream()).anyMatch(Cell::isKnown)) {
                charts.add(new EpochChart("by-epoch-" + measure.id(), measure.title(), measure.unit(), rows));
            }
        }
        return charts;
    }

    private static Row row(Measure measure, int epoch, List<TrialResults> trials, List<Map<Integer, Epoch>> histories) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            Epoch known = histories.get(i).get(epoch);
            Integer best = trials.get(i).bestEpoch();
            cells.add(new Cell(
                    known == null ? Format.NONE : measure.value().apply(known), best != null && best == epoch));
        }
        return new Row(epoch, cells);
    }
}
