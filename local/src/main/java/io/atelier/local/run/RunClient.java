package io.atelier.local.run;

import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import io.atelier.local.service.LocalCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run asks of the services. */
final class RunClient {

    private static final int NOT_FOUND = 404;

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

    /** The final parameters of a trial, if it has any. */
    Optional<byte[]> model(String trial) throws IOException, HttpProblem, InterruptedException {
        try {
            return Optional.of(evaluatorService.get("/api/trials/" + trial + "/model"));
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
