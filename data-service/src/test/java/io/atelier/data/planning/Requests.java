package io.atelier.data.planning;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

/** Plans requests that are written as JSON, with apostrophes for quotation marks. */
final class Requests {

    private Requests() {}

    /** For so many grey images of 28 x 28 pixels and ten classes. */
    static Planner planner(String dataset, int train, int test) {
        return planner(dataset, new Shape(28, 28, 1), 10, train, test);
    }

    static Planner planner(String dataset, Shape image, int classes, int train, int test) {
        return new Planner(description(dataset, image, classes, train, test));
    }

    static DatasetDescription description(String dataset, Shape image, int classes, int train, int test) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA,
                dataset,
                image,
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
                train,
                test,
                "0a1b2c3d".repeat(8),
                new DatasetSource("drawn", "", Map.of()));
    }

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static PlannedRun plan(Planner planner, String json) throws InvalidDefinitionException {
        return planner.plan(json(json));
    }

    /** All of a profile. */
    static PlannedRun plan(Planner planner, String run, String profile) throws InvalidDefinitionException {
        return plan(planner, "{'run': '" + run + "', 'profile': '" + profile + "'}");
    }
}
