package io.atelier.evaluator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.evaluator.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    private final Datasets datasets = new Datasets();

    @Test
    void shouldListDatasetsByName() {
        List<String> classes = List.of("boot", "clog");

        List.of("b", "c", "a").forEach(name -> datasets.add(described(name, classes)));

        assertThat(datasets.all())
                .extracting(known -> known.description().name())
                .containsExactly("a", "b", "c");
    }

    /** Would catch an evaluator that dies of a topic with a thousand datasets of as many classes as there can be. */
    @Test
    void shouldKeepOnlySoManyNames() {
        List<String> classes = IntStream.range(0, DatasetShape.MAX_CLASSES)
                .mapToObj(label -> "c" + label)
                .toList();

        for (int i = 0; i < 30; i++) {
            datasets.add(described("many-" + i, classes));
        }

        assertThat(datasets.all()).hasSizeBetween(10, 18);
    }

    private static DatasetDescription described(String name, List<String> classes) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA,
                name,
                new Shape(4, 4, 3),
                classes,
                10,
                2,
                Samples.SHA256,
                Samples.SHOES.source());
    }
}
