package io.atelier.contract.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetDescriptionTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final DatasetSource SOURCE = new DatasetSource("folder", "/data/shoes", Map.of("resize", "crop"));

    @Test
    void shouldBeKnownByNameAndHash() {
        DatasetDescription description = of("shoes", new Shape(64, 48, 3), List.of("boot", "sandal"));

        assertThat(description.id()).isEqualTo("shoes-01234567");
        assertThat(description.shape()).isEqualTo(new DatasetShape(new Shape(64, 48, 3), 2));
    }

    /** Whatever people call their classes, and with as many as there may be. */
    @Test
    void shouldTravelAsJson() throws Exception {
        List<String> odd = List.of("line\nbreak", "\"quoted\"", "\u202Ebidi", "\uD83D\uDC5F", "a".repeat(100));
        List<String> many = IntStream.range(0, DatasetShape.MAX_CLASSES)
                .mapToObj(i -> "c" + i)
                .toList();

        for (List<String> classes : List.of(odd, many)) {
            DatasetDescription description = of("shoes", new Shape(64, 48, 3), classes);
            byte[] json = Json.write(description);
            assertThat(Json.read(json, DatasetDescription.class)).isEqualTo(description);
        }
    }

    @Test
    void shouldRefuseWhatIsNoDataset() {
        Shape shape = new Shape(28, 28, 1);
        List<String> classes = List.of("a", "b");

        refuse("classes must be at least 2, but are 1", "x", shape, List.of("a"));
        refuse("classes must have different names, but two are called \"a\"", "x", shape, List.of("a", "a"));
        refuse("the name of a class must have 1 to 100 characters, but one has 0", "x", shape, List.of("a", ""));
        refuse(
                "classes must have at most 65536 elements, but has 65537",
                "x",
                shape,
                IntStream.range(0, DatasetShape.MAX_CLASSES + 1)
                        .mapToObj(i -> "c" + i)
                        .toList());
        refuse(
                "the names of all classes must have at most 900000 bytes as JSON, but have 1180000: shorten them",
                "x",
                shape,
                IntStream.range(1_000, 5_000)
                        .mapToObj(i -> "\u20AC".repeat(96) + i)
                        .toList());
        refuse("image must have rows, columns and 1 or 3 channels, but is 8x8x4", "x", new Shape(8, 8, 4), classes);
        refuse(
                "image must have at most 921600 values, but 600x600x3 has 1080000: choose a smaller size",
                "x",
                new Shape(600, 600, 3),
                classes);
        refuse("dataset name is longer than 55 characters", "x".repeat(56), shape, classes);
    }

    private static void refuse(String message, String name, Shape image, List<String> classes) {
        assertThatThrownBy(() -> of(name, image, classes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static DatasetDescription of(String name, Shape image, List<String> classes) {
        return new DatasetDescription(DatasetDescription.SCHEMA, name, image, classes, 10, 2, HASH, SOURCE);
    }
}
