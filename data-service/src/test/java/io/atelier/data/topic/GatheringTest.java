package io.atelier.data.topic;

import static io.atelier.data.topic.ImageRecords.image;
import static io.atelier.data.topic.ImageRecords.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTest {

    private static final String TOPIC = "shoes";
    private static final byte[] PICTURE = {1, 2, 3};

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void openSpool() throws IOException {
        spool = Spool.create(folder);
    }

    @AfterEach
    void closeSpool() {
        spool.close();
    }

    /** Nothing is left of a process that is killed. */
    @Test
    void shouldKeepImagesInAFileThatNobodyFinds() throws Exception {
        Gathering gathering = gathering(false);
        byte[] large = new byte[3 << 20];
        Arrays.fill(large, (byte) 7);
        gathering.take(read(0, 0, image(TOPIC, "a", "x", PICTURE)));
        gathering.take(read(0, 1, image(TOPIC, "b", "x", large)));
        gathering.take(read(0, 2, image(TOPIC, "c", "x", new byte[0])));
        gathering.take(read(0, 3, image(TOPIC, "d", "x", PICTURE)));

        assertThat(gathering.images())
                .extracting(image -> image.bytes(spool))
                .containsExactly(PICTURE, large, new byte[0], PICTURE);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldTakeEveryRecordOfATopicThatIsNotCompacted() throws Exception {
        Gathering gathering = gathering(false);
        gathering.take(read(0, 5, image(TOPIC, "a", "x", PICTURE)));
        gathering.take(read(0, 6, image(TOPIC, "a", "y", PICTURE)));
        gathering.take(read(1, 0, image(TOPIC, null, "x", PICTURE)));
        gathering.take(read(1, 1, image(TOPIC, "a", "x", null)));

        assertThat(gathering.images())
                .extracting(image ->
                        image.place(TOPIC) + " " + image.label() + image.fault().orElse(""))
                .containsExactly(
                        "shoes-0@5 x",
                        "shoes-0@6 y",
                        "shoes-1@0 x",
                        "shoes-1@1 expected a PNG or JPEG file, found no value");
    }

    /** Whatever has been compacted already: the same remains. */
    @Test
    void shouldTakeTheLastRecordOfAKeyOfACompactedTopic() throws Exception {
        Gathering gathering = gathering(true);
        gathering.take(read(0, 0, image(TOPIC, "replaced", "x", PICTURE)));
        gathering.take(read(0, 1, image(TOPIC, "removed", "x", PICTURE)));
        gathering.take(read(0, 2, image(TOPIC, "mended", null, PICTURE)));
        gathering.take(read(0, 3, image(TOPIC, "replaced", "y", PICTURE)));
        gathering.take(read(0, 4, image(TOPIC, "removed", null, null)));
        gathering.take(read(0, 5, image(TOPIC, "mended", "x", PICTURE)));
        gathering.take(read(0, 6, image(TOPIC, "spoiled", "x", PICTURE)));
        gathering.take(read(0, 7, image(TOPIC, "spoiled", null, PICTURE)));
        gathering.take(read(1, 0, image(TOPIC, "replaced", "x", PICTURE)));
        gathering.take(read(1, 1, image(TOPIC, null, "x", PICTURE)));
        gathering.take(read(1, 2, image(TOPIC, "never there", "x", null)));

        assertThat(gathering.images())
                .extracting(image ->
                        image.place(TOPIC) + " " + image.label() + image.fault().orElse(""))
                .containsExactlyInAnyOrder(
                        "shoes-0@3 y",
                        "shoes-0@5 x",
                        "shoes-0@7 expected the name of its class in the header label, found none",
                        "shoes-1@0 x",
                        "shoes-1@1 expected a key, since the topic is compacted, found none");
    }

    @Test
    void shouldFaultLabelsThatNobodyAskedFor() throws Exception {
        Gathering gathering = new Gathering(version(false, Optional.of(List.of("x", "y"))), spool, Long.MAX_VALUE);
        gathering.take(read(0, 0, image(TOPIC, "a", "x", PICTURE)));
        gathering.take(read(0, 1, image(TOPIC, "b", "z\n", PICTURE)));

        assertThat(gathering.images().get(1).fault())
                .contains("expected one of the classes that are asked for in the header label, found \"z\\n\"");
    }

    @Test
    void shouldBoundItsMemory() throws Exception {
        Gathering gathering = new Gathering(version(true, Optional.empty()), spool, 1_000);
        for (int i = 0; i < 100; i++) {
            // The one before gives its place back.
            gathering.take(read(0, i, image(TOPIC, "a", "x", PICTURE)));
        }

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        gathering.take(read(0, i, image(TOPIC, "key " + i, "x", PICTURE)));
                    }
                })
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("topic shoes: expected at most 20000000 images");
    }

    /** By the name of the file, as Java orders it, then by class: with any characters. */
    @Test
    void shouldHaveTheOrderOfFiles() throws Exception {
        List<String> names = new ArrayList<>(
                List.of("1.png", "10.png", "2.png", "a", "a.png", "\u00e4", "\uffe6", "\ud83d\ude3a", "\ue000x", "z"));
        List<String> classes = List.of("cat", "cat-2", "dog");
        List<String> expected = new ArrayList<>();
        Gathering gathering = gathering(false);
        names.stream().sorted().forEach(name -> classes.forEach(of -> expected.add("train/" + of + "/" + name)));
        List<String> shuffled = new ArrayList<>(expected);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        for (int i = 0; i < shuffled.size(); i++) {
            gathering.take(read(
                    i % 3,
                    i,
                    image(
                            TOPIC,
                            shuffled.get(i),
                            Path.of(shuffled.get(i)).getName(1).toString(),
                            PICTURE)));
        }

        assertThat(gathering.images().stream()
                        .sorted(TopicImage.order(Map.of("cat", 0, "cat-2", 1, "dog", 2)))
                        .map(image -> image.record(TOPIC, PICTURE).key()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void shouldOrderWithoutKeysByPartitionAndOffset() throws Exception {
        Gathering gathering = gathering(false);
        gathering.take(read(1, 0, image(TOPIC, null, "x", PICTURE)));
        gathering.take(read(0, 10, image(TOPIC, null, "x", PICTURE)));
        gathering.take(read(0, 9, image(TOPIC, null, "x", PICTURE)));

        assertThat(gathering.images().stream()
                        .sorted(TopicImage.order(Map.of("x", 0)))
                        .map(image -> image.place(TOPIC)))
                .containsExactly("shoes-0@9", "shoes-0@10", "shoes-1@0");
    }

    private Gathering gathering(boolean compacted) {
        return new Gathering(version(compacted, Optional.empty()), spool, Long.MAX_VALUE);
    }

    private static TopicVersion version(boolean compacted, Optional<List<String>> classes) {
        return new TopicVersion(
                new TopicRequest(TOPIC, classes, SourceSettings.DEFAULT),
                new TopicSnapshot(TOPIC, Uuid.ONE_UUID, compacted, Offsets.of("0:0-100 1:0-100")));
    }
}
