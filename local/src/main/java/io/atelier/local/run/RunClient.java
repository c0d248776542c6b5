package io.atelier.local.run;

import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import io.atelier.local.service.LocalCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run asks of the services. */
final class RunClient {

    private static final int NOT_FOUND = 404;

    /** For the images of a dataset's page; a page without them is better than none. */
    private static final Duration IMAGES = Duration.ofSeconds(10);

    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final HttpService dataService;
    private final HttpService evaluatorService;
    private final List<HttpService> trainerServices;

    /** The data service's answer: what the run consists of, how many of its trials are new and how many got more epochs. */
    record Submitted(String run, String dataset, int added, int extended, List<SubmittedTrial> trials) {
        Submitted {
            trials = List.copyOf(trials);
        }

        /** What was added to a run that was there before; empty where nothing was. */
        String news() {
            String fresh = added > 0 && added < trials.size() ? ", " + added + " of them new" : "";
            return fresh + (extended > 0 ? ", " + extended + " of them with more epochs" : "");
        }

        /** Whether these results are of all trials and all of their epochs, and not of those that there were before. */
        boolean isEndedIn(FetchedResults results) {
            return results.complete()
                    && trials.stream()
                            .allMatch(trial -> results.trials().stream().anyMatch(trial::isEndedIn));
        }

        List<String> trialIds() {
            return trials.stream().map(SubmittedTrial::trial).toList();
        }
    }

    /** One of its trials. */
    record SubmittedTrial(String trial, int epochs) {
        private boolean isEndedIn(FetchedResults.Trial result) {
            return result.trial().equals(trial) && (!result.isCompleted() || result.epochs() >= epochs);
        }
    }

    RunClient(HttpService dataService, HttpService evaluatorService, List<HttpService> trainerServices) {
        this.dataService = dataService;
        this.evaluatorService = evaluatorService;
        this.trainerServices = List.copyOf(trainerServices);
    }

    static RunClient of(LocalCluster cluster) {
        return new RunClient(cluster.dataService(), cluster.evaluatorService(), cluster.trainerServices());
    }

    /** Submits the run; the same one again is the same run. */
    Submitted submit(RunPlan plan) throws HttpProblem, IOException, InterruptedException {
        return RunJson.read(dataService.postJson("/runs", plan.request()), Submitted.class);
    }

    /** Nothing while the evaluator has not heard of the run, or does not answer just now. */
    Optional<FetchedResults> results(String run) throws InterruptedException {
        try {
            return Optional.of(RunJson.read(resultsJson(run), FetchedResults.class));
        } catch (HttpProblem | IOException e) {
            return Optional.empty(); // it may be restarting: whoever supervises it reports that
        }
    }

    byte[] resultsJson(String run) throws IOException, HttpProblem, InterruptedException {
        return evaluatorService.get("/api/runs/" + run + "/results");
    }

    byte[] page(String run) throws IOException, HttpProblem, InterruptedException {
        return evaluatorService.get("/runs/" + run);
    }

    /** With its images if they come soon; nothing where nobody has described the dataset. */
    Optional<byte[]> datasetPage(String dataset) throws IOException, HttpProblem, InterruptedException {
        long end = System.nanoTime() + IMAGES.toNanos();
        Optional<byte[]> page = find("/datasets/" + dataset);
        while (page.isPresent() && isToBeLookedAtAgain(page.get()) && System.nanoTime() < end) {
            Thread.sleep(BETWEEN.toMillis());
            page = find("/datasets/" + dataset);
        }
        return page;
    }

    /** As the evaluator's pages say it to their own script. */
    private static boolean isToBeLookedAtAgain(byte[] page) {
        return new String(page, StandardCharsets.UTF_8).contains(" data-live=");
    }

    /** The final parameters of a trial, if it has any. */
    Optional<byte[]> model(String trial) throws IOException, HttpProblem, InterruptedException {
        return find("/api/trials/" + trial + "/model");
    }

    private Optional<byte[]> find(String path) throws IOException, HttpProblem, InterruptedException {
        try {
            return Optional.of(evaluatorService.get(path));
        } catch (HttpProblem e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Of the trainers that answer. */
    List<TrainerProgress> progress() throws InterruptedException {
        List<TrainerProgress> progress = new ArrayList<>();
        for (HttpService trainer : trainerServices) {
            progress(trainer).ifPresent(progress::add);
        }
        return progress;
    }

    private static Optional<TrainerProgress> progress(HttpService trainer) throws InterruptedException {
        try {
            return Optional.of(RunJson.read(trainer.get("/progress"), TrainerProgress.class));
        } catch (HttpProblem | IOException e) {
            return Optional.empty(); // it may be restarting: whoever supervises it reports that
        }
    }
}
