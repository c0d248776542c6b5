package io.atelier.local.run;

import io.atelier.local.LocalException;
import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.console.ShortLabels;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.LocalCluster;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A run on processes that are there already: submitted, watched to its end, its results written. */
final class LocalRun {

    private static final long POLL_MILLIS = 1_000;

    /** For a run whose dataset is made first. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** The evaluator waits for test images for less, then gives the checkpoint up. */
    private static final Duration SCORING = Duration.ofMinutes(15);

    private final RunDirectory directory;
    private final LocalCluster cluster;
    private final ProgressDisplay display;
    private final PeakMemoryLog memory = new PeakMemoryLog();

    LocalRun(RunDirectory directory, LocalCluster cluster, ProgressDisplay display) {
        this.directory = directory;
        this.cluster = cluster;
        this.display = display;
    }

    /** Blocks until the run is over; returns whether every trial ended well. */
    boolean complete(RunPlan plan) throws LocalException, InterruptedException {
        RunClient client = RunClient.of(cluster);
        try {
            RunClient.Submitted submitted =
                    new Submission(() -> client.submit(plan), display::say, System::nanoTime, AGAIN).await();
            display.say("Watch it: " + cluster.evaluatorService().uri("/runs/" + submitted.run()));
            new PlanFile(directory).write(plan);
            display.say("Run " + submitted.run() + ": " + submitted.trials().size() + " trials on "
                    + submitted.dataset() + submitted.news());
            ShortLabels.legend(submitted.trialIds().stream()
                            .map(TrialStatuses::label)
                            .toList())
                    .forEach(display::say);
            FetchedResults results = watch(client, submitted);
            new RunOutput(directory, client).write(results);
            memory.sample(cluster.all());
            display.finish();
            ResultLines.lines(results, memory.peaks(), directory).forEach(display::say);
            return results.trials().stream().allMatch(FetchedResults.Trial::endedWell);
        } catch (IOException | HttpProblem | ProcessFailure e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    private FetchedResults watch(RunClient client, RunClient.Submitted submitted)
            throws ProcessFailure, LocalException, InterruptedException {
        AwaitedScores scores = new AwaitedScores(SCORING, System::nanoTime);
        Optional<FetchedResults> results = Optional.empty();
        while (true) {
            for (ServiceProcess process : cluster.all()) {
                if (process.failure().isPresent()) {
                    throw process.failure().get();
                }
            }
            Optional<FetchedResults> before = results;
            // What was known stays known while the evaluator does not answer.
            results = client.results(submitted.run()).or(() -> before);
            if (before.isEmpty() && results.isPresent() && results.get().synthetic()) {
                ResultLines.syntheticWarning().forEach(display::say);
                display.say(
                        "Why these images were taken, the data service's log says: " + directory.log("data-service-1"));
            }
            display.show(TrialStatuses.of(submitted.trialIds(), results, client.progress()));
            memory.sample(cluster.all());
            if (results.isPresent() && submitted.isEndedIn(results.get())) {
                return results.get();
            }
            if (results.filter(scores::areInVain).isPresent()) {
                throw new LocalException("All trials have ended, but the evaluator has scored nothing for "
                        + SCORING.toMinutes() + " minutes: its log says why, in " + directory.logs());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
