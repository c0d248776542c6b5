package io.atelier.bench.data;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.worker.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link StreamBenchmark} on one thread, in fresh processes. */
public final class DataBenchmark {

    private static final int ITERATIONS = 5;
    private static final double WARM_UP_MILLIS = 1000;
    private static final double MEASURED_MILLIS = 2000;

    /** What each method of {@link StreamBenchmark} measures. */
    private static final Map<String, String> STREAMS = streams();

    private final int rounds;
    private final double timeScale;

    public DataBenchmark(int rounds, double timeScale) {
        this.rounds = rounds;
        this.timeScale = timeScale;
    }

    private static Map<String, String> streams() {
        Map<String, String> streams = new LinkedHashMap<>();
        streams.put("plain", "not augmented");
        streams.put("shiftAndFlip", "shift and flip");
        streams.put("shiftAndFlipEncoded", "shift and flip, encoded for Kafka");
        streams.put("rotation", "shift, flip and rotation");
        return streams;
    }

    public DataReport run(Progress progress) throws BenchException {
        Hardware machine = Hardware.here();
        List<DataReport.Row> rows = new ArrayList<>();
        for (Map.Entry<String, String> stream : STREAMS.entrySet()) {
            progress.begin(stream.getValue() + ", " + rounds + " rounds");
            List<Double> figures = measure(stream.getKey());
            double median = Measurement.median(figures);
            rows.add(new DataReport.Row(stream.getValue(), median, figures));
            progress.end(String.format(Locale.ROOT, "%,.0f images/s", median));
        }
        return new DataReport("data", machine, rounds, timeScale, rows);
    }

    /** Of every fork. */
    private List<Double> measure(String method) throws BenchException {
        try {
            return new Runner(new OptionsBuilder()
                            .include("^" + StreamBenchmark.class.getName() + "\\." + method + "$")
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .jvmArgs("-Xmx512m")
                            .forks(rounds)
                            .threads(1)
                            .warmupIterations(ITERATIONS)
                            .warmupTime(time(WARM_UP_MILLIS))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(time(MEASURED_MILLIS))
                            .build())
                    .runSingle().getBenchmarkResults().stream()
                            .map(BenchmarkResult::getPrimaryResult)
                            .map(result -> result.getScore())
                            .toList();
        } catch (RunnerException e) {
            throw new BenchException("Measuring " + method + " failed: " + e.getMessage(), e);
        }
    }

    private TimeValue time(double millis) {
        return TimeValue.milliseconds(Math.max(1, Math.round(millis * timeScale)));
    }

    /** How many lines of progress {@link #run} makes. */
    public static int parts() {
        return STREAMS.size();
    }
}
