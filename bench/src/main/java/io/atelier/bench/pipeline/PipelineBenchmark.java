package io.atelier.bench.pipeline;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.process.OurProcesses;
import io.atelier.bench.process.Worker;
import io.atelier.bench.process.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains in memory, by {@code ./atelier run}, and in memory again. */
public final class PipelineBenchmark {

    /** Processes that are shown. */
    public static final int PARTS = 3;

    private final PipelineSettings settings;
    private final Path home;
    private final Progress progress;
    private final int batch;

    /** @param home the checkout */
    public PipelineBenchmark(PipelineSettings settings, Path home, Progress progress) {
        this.settings = settings;
        this.home = home;
        this.progress = progress;
        this.batch = Workload.TRAINING.batch(settings.plan());
    }

    public PipelineReport run(Hardware machine) throws BenchException, InterruptedException {
        double before = inMemory("in memory, before");
        progress.begin("./atelier run, " + settings.epochs() + " epochs of " + settings.images() + " images");
        List<Double> epochs = new PipelineRun(settings, home).run();
        if (epochs.size() < 2) {
            throw new BenchException("Expected at least two epochs, since the first one warms up, found " + epochs);
        }
        progress.end(String.format(Locale.ROOT, "%.0f images/s in the last epoch", epochs.get(epochs.size() - 1)));
        double after = inMemory("in memory, after");
        return PipelineReport.of(settings, batch, machine, before, epochs, after);
    }

    private double inMemory(String title) throws BenchException, InterruptedException {
        progress.begin(title);
        OurProcesses ours = new OurProcesses(settings.conditions());
        Map<String, String> result =
                Worker.run(title, ours.steps(Workload.TRAINING, settings.plan(), settings.threads()));
        double imagesPerSecond = batch / Worker.number(result, "median_seconds");
        progress.end(String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
        return imagesPerSecond;
    }
}
