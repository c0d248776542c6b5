package io.atelier.contract.experiment;

import io.atelier.contract.fuzz.Fuzzer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever text an experiment has, it is read or refused with reasons. */
class ExperimentFuzzIT {

    @Test
    void shouldReadOrRefuseMutatedExperiments() throws Exception {
        String architectures = "{'architectures': ['fmnist_1', " + Experiments.TINY + "], ";
        List<byte[]> seeds = List.of(
                Experiments.bytes(architectures + "'recipe': {'epochs': 3}, 'seeds': [1, 2], 'run': 'x'}"),
                Experiments.bytes(architectures + "'configurations': [{'label': 'a', 'architecture': 'tiny'},"
                        + " {'architecture': 'fmnist_1', 'recipe': {'batch_size': 8}}], 'set': {'recipe.epochs': 1}}"),
                Experiments.bytes(architectures + "'sweep': {'method': 'grid', 'parameters': {'recipe.epochs': [1, 2],"
                        + " 'architectures.tiny.layers.dense_1.units': [4, 5]}}}"),
                Experiments.bytes(
                        architectures + "'sweep': {'method': 'random', 'number': 5, 'seed': 3, 'parameters': {"
                                + "'recipe.optimizer.learning_rate': {'kind': 'log_uniform', 'least': 0.001, 'most': 1},"
                                + "'recipe.batch_size': {'kind': 'uniform', 'least': 1, 'most': 99, 'whole': true},"
                                + "'recipe.optimizer.beta_1': {'kind': 'choices', 'values': [0.5, 0.9]}}}}"));

        new Fuzzer(ExperimentTarget.class).run(20_000, seeds);
    }
}
