package io.atelier.harness.cluster;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A run of a few images, as the body of {@code POST /runs}; {@code set} and {@code sweep} may be null. */
public record SmallRun(
        String run,
        String profile,
        List<String> architectures,
        List<Long> seeds,
        int epochs,
        int trainImages,
        int testImages,
        Map<String, Object> set,
        Map<String, Object> sweep) {

    private static final Map<String, Object> HOLDOUT = Map.of("kind", "tail", "fraction", 0.25);

    /** The data service's answer. */
    record Answer(List<Trial> trials) {}

    /** In that answer. */
    record Trial(String trial) {}

    public SmallRun {
        architectures = List.copyOf(architectures);
        seeds = List.copyOf(seeds);
    }

    /** One of the profile {@code quick}. */
    public SmallRun(
            String run, List<String> architectures, List<Long> seeds, int epochs, int trainImages, int testImages) {
        this(run, "quick", architectures, seeds, epochs, trainImages, testImages, null, null);
    }

    /** The same with two learning rates for each architecture, all of which compete after epochs 1, 2, 4, ... */
    public SmallRun halving() {
        Map<String, Object> learningRates = Map.of("recipe.optimizer.learning_rate", List.of(0.001, 0.002));
        return new SmallRun(
                run,
                profile,
                architectures,
                seeds,
                epochs,
                trainImages,
                testImages,
                Map.of("recipe.holdout", HOLDOUT),
                Map.of("method", "successive_halving", "factor", 2, "epochs", 1, "parameters", learningRates));
    }

    /**
     * Submits it; the same run again is answered alike and not trained again.
     *
     * @return its trials
     * @throws HttpProblem if the data service refuses it, or has no broker at the moment
     * @throws IOException if nothing answers
     * @throws MalformedMessageException if the answer cannot be read
     */
    public List<String> submitTo(HttpService dataService)
            throws HttpProblem, IOException, MalformedMessageException, InterruptedException {
        byte[] answer = dataService.postJson("/runs", Json.write(this));
        return Json.read(answer, Answer.class).trials().stream()
                .map(Trial::trial)
                .toList();
    }
}
