package io.atelier.data.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.Resize;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicVersionTest {

    private static final TopicVersion PLAIN = version(Optional.empty(), SourceSettings.DEFAULT, false, "0:0-10");
    private static final List<String> CLASSES = List.of("b", "a");

    /** As another replica reads it. */
    @Test
    void shouldBeReadFromItsDescription() throws Exception {
        SourceSettings settings =
                new SourceSettings(Optional.of(new Size(20, 30)), Resize.PAD, Colour.RGB, 0.125, Long.MIN_VALUE);
        for (TopicVersion version :
                List.of(PLAIN, version(Optional.of(CLASSES), settings, true, "0:5-10 511:0-999999999999999999"))) {
            TopicVersion read = TopicVersion.of(describe(version.details()));

            assertThat(read).isEqualTo(version);
            assertThat(read.fingerprint()).isEqualTo(version.fingerprint());
        }
    }

    @Test
    void shouldHaveAFingerprintOfItsOwn() {
        SourceSettings other = new SourceSettings(Optional.empty(), Resize.CROP, Colour.AUTO, 0.2, 1);

        assertThat(Stream.of(
                                PLAIN,
                                version(Optional.empty(), SourceSettings.DEFAULT, false, "0:0-11"),
                                version(Optional.empty(), SourceSettings.DEFAULT, true, "0:0-10"),
                                version(Optional.empty(), other, false, "0:0-10"),
                                version(Optional.of(List.of("a", "b")), SourceSettings.DEFAULT, false, "0:0-10"),
                                version(Optional.of(CLASSES), SourceSettings.DEFAULT, false, "0:0-10"))
                        .map(TopicVersion::fingerprint))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "topic-id, ",
        "topic-id, no-id",
        "offsets, ",
        "offsets, 0:0-010",
        "compacted, maybe",
        "classes, of my own",
        "size, 20",
        "resize, squeeze",
        "resize, Crop",
        "colour, ",
        "test-fraction, 0.20",
        "test-fraction, NaN",
        "split-seed, +1"
    })
    void shouldRefuseADescriptionThatSaysSomethingElse(String name, String value) {
        Map<String, String> details = new HashMap<>(PLAIN.details());
        details.remove(name);
        if (value != null) {
            details.put(name, value);
        }

        assertThatThrownBy(() -> TopicVersion.of(describe(details)))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(
                        "Dataset shoes-00000000: expected a description that says which records of a topic it was made of: ");
    }

    @Test
    void shouldRefuseADatasetOfAFolder() {
        DatasetDescription folder = describe(new DatasetSource("folder", "/data/shoes", Map.of()));

        assertThatThrownBy(() -> TopicVersion.of(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "Dataset shoes-00000000: expected a version of a topic, found one of kind folder: /data/shoes");
    }

    private static TopicVersion version(
            Optional<List<String>> classes, SourceSettings settings, boolean compacted, String offsets) {
        return new TopicVersion(
                new TopicRequest("shoe-images", classes, settings),
                new TopicSnapshot("shoe-images", Uuid.ONE_UUID, compacted, Offsets.of(offsets)));
    }

    private static DatasetDescription describe(Map<String, String> details) {
        return describe(new DatasetSource(TopicVersion.KIND, "shoe-images", details));
    }

    static DatasetDescription describe(DatasetSource source) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA, "shoes", new Shape(2, 2, 1), CLASSES, 3, 1, "0".repeat(64), source);
    }
}
