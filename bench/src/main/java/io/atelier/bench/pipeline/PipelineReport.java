package io.atelier.bench.pipeline;

import io.atelier.bench.Hardware;
import io.atelier.bench.process.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A pipeline beside memory; as JSON, what {@code --json} writes.
 *
 * @param images of an epoch, those that are held out included
 * @param before images/s in memory, before the run
 * @param after the same, after it
 * @param epochs images/s of training in the run, by epoch
 * @param pipeline images/s from the second epoch on
 * @param ratio of {@code pipeline} to the mean of before and after
 */
public record PipelineReport(
        Hardware machine,
        Conditions conditions,
        String architecture,
        int batch,
        int threads,
        int images,
        double before,
        double after,
        List<Double> epochs,
        double pipeline,
        double ratio) {

    static PipelineReport of(
            PipelineSettings settings, int batch, Hardware machine, double before, List<Double> epochs, double after) {
        double pipeline = harmonicMean(epochs.subList(1, epochs.size()));
        return new PipelineReport(
                machine,
                settings.conditions(),
                settings.plan().architecture().name(),
                batch,
                settings.threads(),
                settings.images(),
                before,
                after,
                epochs,
                pipeline,
                pipeline / ((before + after) / 2));
    }

    /** Of epochs with as many images each: all images by all seconds. */
    private static double harmonicMean(List<Double> rates) {
        double seconds = 0;
        for (double rate : rates) {
            seconds += 1 / rate;
        }
        return rates.size() / seconds;
    }

    public List<String> render() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "images/s of training, %s, batches of %d, %d threads", architecture, batch, threads));
        lines.add(String.format(Locale.ROOT, "in memory: %.0f before, %.0f after", before, after));
        lines.add(String.format(
                Locale.ROOT,
                "./atelier run: %.0f from the second epoch of %d images on (by epoch: %s)",
                pipeline,
                images,
                epochs.stream()
                        .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                        .collect(Collectors.joining(", "))));
        lines.add(String.format(Locale.ROOT, "ratio: %.2f", ratio));
        lines.add("machine: " + machine);
        lines.addAll(conditions.remarks());
        return lines;
    }
}
