package io.atelier.data.planning;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans requests that are written as JSON, with apostrophes for quotation marks. */
final class Requests {

    private Requests() {}

    /** For so many grey images of 28 x 28 pixels and ten classes. */
    static Planner planner(String dataset, int train, int test) {
        return planner(dataset, new Shape(28, 28, 1), 10, train, test);
    }

    static Planner planner(String dataset, Shape image, int classes, int train, int test) {
        DatasetDescription description = description(dataset, image, classes, train, test);
        return new Planner(description, statistics(description));
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

    /** Means of 0.5, 0.25 and 0.125, deviations of 0.25, 0.125 and 0. */
    private static DatasetStatistics statistics(DatasetDescription description) {
        int channels = description.image().channels();
        List<Integer> none = Collections.nCopies(description.classes().size() - 1, 0);
        return new DatasetStatistics(
                DatasetStatistics.SCHEMA,
                description.id(),
                Stream.concat(Stream.of(description.train()), none.stream()).toList(),
                Stream.concat(Stream.of(description.test()), none.stream()).toList(),
                List.of(0.5, 0.25, 0.125).subList(0, channels),
                List.of(0.25, 0.125, 0.0).subList(0, channels));
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
