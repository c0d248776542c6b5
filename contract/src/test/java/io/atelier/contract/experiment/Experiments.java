package io.atelier.contract.experiment;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;

/** Experiments for tests, in short. */
final class Experiments {

    static final DatasetShape GREY = new DatasetShape(new Shape(28, 28, 1), 10);

    /** A definition with a layer of each kind that a sweep may change. */
    static final String TINY =
            "{'name': 'tiny', 'layers': [{'kind': 'convolution', 'filters': 8}, {'kind': 'max_pool'},"
                    + " {'kind': 'dense', 'units': 16}, {'kind': 'dropout', 'name': 'drop', 'rate': 0.3}, {'kind': 'output'}]}";

    private Experiments() {}

    /** Of JSON in which a single quote stands for a double one. */
    static Experiment read(String json) throws InvalidDefinitionException {
        return Experiment.read(bytes(json), GREY);
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
