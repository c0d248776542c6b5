package io.atelier.harness.soak;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.LocalException;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** On a running cluster: keeps it busy for a while and measures. */
final class SoakRun {

    private static final long TICK_MILLIS = 1_000;

    /** One more than the evaluator holds here: each limit has been reached by then. */
    private static final long WARM_UP_RUNS = SoakSession.RUNS_HELD + 1L;

    /** So many in a row end the soak. */
    private static final int MOST_FAILURES = 5;

    /** Enough that the queue never runs dry. */
    private static final int WAITING_TRIALS = 3;

    private final SoakOptions options;
    private final ManualCluster cluster;
    private final Sampler sampler;
    private final Visitor visitor;
    private final PrintStream out;
    private final SampleFile file;
    private final List<Sample> samples = new ArrayList<>();
    private long start = System.nanoTime();
    private long trialsEnded;
    private Duration next = Duration.ZERO;
    private int failures;

    SoakRun(SoakOptions options, ManualCluster cluster, Sampler sampler, SampleFile file, PrintStream out) {
        this.options = options;
        this.cluster = cluster;
        this.sampler = sampler;
        this.visitor = new Visitor(cluster, options.workload());
        this.file = file;
        this.out = out;
    }

    /** Blocks for the duration of the soak, and as long as it takes before until everything is warm. */
    List<Sample> run() throws LocalException, IOException, InterruptedException {
        out.println("Warming up with " + WARM_UP_RUNS + " runs");
        while (trialsEnded < WARM_UP_RUNS * options.workload().seeds()) {
            requireAllAlive();
            attempt(this::keepBusy);
            Thread.sleep(TICK_MILLIS);
        }
        start = System.nanoTime();
        while (elapsed().compareTo(options.duration()) < 0) {
            requireAllAlive();
            attempt(this::keepBusy);
            if (elapsed().compareTo(next) >= 0) {
                next = next.plus(options.interval());
                attempt(this::sample);
            }
            Thread.sleep(TICK_MILLIS);
        }
        attempt(this::sample);
        return samples;
    }

    private interface Step {
        void take() throws LocalException, IOException, HttpProblem, InterruptedException;
    }

    /** On a busy machine an answer may not come in time: one is forgiven, several in a row are not. */
    private void attempt(Step step) throws LocalException, IOException, InterruptedException {
        try {
            step.take();
            failures = 0;
        } catch (HttpProblem e) {
            throw new LocalException(
                    "A service answered the request for its metrics with an error: " + e.getMessage(), e);
        } catch (IOException e) {
            failures++;
            if (failures == MOST_FAILURES) {
                throw e;
            }
            out.println("No answer in time, trying again: " + e.getMessage());
        }
    }

    private void keepBusy() throws LocalException, IOException, HttpProblem, InterruptedException {
        trialsEnded = sampler.work().trials();
        if (visitor.trials() - trialsEnded < WAITING_TRIALS) {
            visitor.submit();
        }
    }

    private void sample() throws LocalException, IOException, HttpProblem, InterruptedException {
        visitor.look();
        double seconds = elapsed().toMillis() / 1e3;
        double progress = seconds / (options.duration().toMillis() / 1e3);
        Sample sample = sampler.sample(seconds, progress);
        samples.add(sample);
        file.append(sample);
        out.printf(
                Locale.ROOT,
                "%3.0f %%  %6.0f s  %d trials, %d epochs%n",
                100 * Math.min(1, progress),
                seconds,
                sample.work().trials(),
                sample.work().epochs());
    }

    private void requireAllAlive() throws LocalException {
        for (ServiceProcess process : cluster.all()) {
            if (process.failure().isPresent()) {
                ProcessFailure failure = process.failure().get();
                throw new LocalException(failure.getMessage(), failure);
            }
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
