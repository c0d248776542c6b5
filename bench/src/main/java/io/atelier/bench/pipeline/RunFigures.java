package io.atelier.bench.pipeline;

import io.atelier.bench.BenchException;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import java.util.List;

/** What is asked of a run's {@code results.json}. */
record RunFigures(List<RunFigures.Trial> trials) {

    record Trial(String state, List<Epoch> history, Environment environment) {}

    record Epoch(int epoch, double imagesPerSecond) {}

    record Environment(int threads) {}

    /**
     * The images per second of every epoch of the only trial.
     *
     * @param threads that the trainer must have had
     */
    static List<Double> read(byte[] json, int threads) throws MalformedMessageException, BenchException {
        RunFigures figures = Json.read(json, RunFigures.class);
        if (figures.trials().size() != 1
                || !figures.trials().get(0).state().equals("COMPLETED")
                || figures.trials().get(0).environment().threads() != threads) {
            throw new BenchException(
                    "Expected one trial, completed on " + threads + " threads, but the run has " + figures.trials());
        }
        return figures.trials().get(0).history().stream()
                .map(Epoch::imagesPerSecond)
                .toList();
    }
}
