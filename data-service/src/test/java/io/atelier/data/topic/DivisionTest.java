package io.atelier.data.topic;

import static io.atelier.data.topic.ImageRecords.image;
import static io.atelier.data.topic.ImageRecords.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.dataset.ImageTopic.Part;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.DatasetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class DivisionTest {

    private static final String TOPIC = "shoes";

    private final List<TopicImage> images = new ArrayList<>();

    @Test
    void shouldDivideAsTheRecordsSay() throws Exception {
        add("test/b/1", "b", Optional.of(Part.TEST));
        add("train/b/2", "b", Optional.of(Part.TRAIN));
        add("train/a/1", "a", Optional.of(Part.TRAIN));
        images.add(TopicImage.faulty(read(0, 99, image(TOPIC, "0", null, new byte[0])), "expected", 0));

        Division division = divide(Optional.empty());

        assertThat(division.isDivided()).isTrue();
        assertThat(division.classes()).containsExactly("a", "b");
        assertThat(places(division.train())).containsExactly("shoes-0@2", "shoes-0@1", "shoes-0@99");
        assertThat(places(division.test())).containsExactly("shoes-0@0");
    }

    @Test
    void shouldDrawFromEachClassWhereTheRecordsSayNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            add("a/a" + i, "a", Optional.empty());
            add("b/b" + i, "b", Optional.empty());
        }

        Division division = divide(Optional.empty());

        assertThat(division.isDivided()).isFalse();
        assertThat(division.test()).extracting(TopicImage::label).containsExactly("a", "a", "b", "b");
        assertThat(division.train()).hasSize(16);
    }

    @Test
    void shouldTakeTheOrderOfClassesThatAreAskedFor() throws Exception {
        add("1", "b", Optional.of(Part.TRAIN));
        add("1", "a", Optional.of(Part.TRAIN));
        add("2", "a", Optional.of(Part.TEST));

        Division division = divide(Optional.of(List.of("b", "c", "a")));

        assertThat(division.classes()).containsExactly("b", "c", "a");
        assertThat(division.labels())
                .containsEntry("b", 0)
                .containsEntry("c", 1)
                .containsEntry("a", 2);
        assertThat(division.train()).extracting(TopicImage::label).containsExactly("b", "a");
    }

    @Test
    void shouldRefuseHeadersOnSomeRecordsOnly() {
        add("1", "a", Optional.of(Part.TRAIN));
        add("2", "b", Optional.empty());
        add("3", "b", Optional.of(Part.TEST));

        assertRefused(
                Optional.empty(),
                "topic shoes: expected the header split on all records or on none, found it on 2 but not on 1, such as shoes-0@1: publish them anew on another topic");
    }

    @Test
    void shouldRefuseOneClassAndSayWhatElseThereWas() {
        add("1", "a", Optional.empty());
        images.add(TopicImage.faulty(read(2, 7, image(TOPIC, "0", null, new byte[0])), "expected a label", 0));

        assertRefused(
                Optional.empty(),
                "topic shoes: expected images of at least 2 classes, each with the name of its class in the header label, found 1 in 1 records; 1 more can't be used, such as shoes-2@7: expected a label. Publish images of more classes on it");
    }

    @Test
    void shouldRefuseLabelsThatDifferInCaseUnlessTheyAreAskedFor() throws Exception {
        for (String label : List.of("cat", "Cat", "cat", "Cat")) {
            add("1", label, Optional.empty());
        }

        assertRefused(
                Optional.empty(),
                "topic shoes: expected labels whose names differ in more than case, found Cat and cat: rename or merge them");
        assertThat(divide(Optional.of(List.of("cat", "Cat"))).test()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatCannotBeTrainedOrTested() {
        add("1", "a", Optional.of(Part.TRAIN));
        add("2", "b", Optional.of(Part.TRAIN));
        assertRefused(
                Optional.empty(),
                "topic shoes: expected images to train and to test with, found 2 and 0: a class needs at least 2 images to give one, or the header split must be train on some and test on others");

        add("3", "c", Optional.of(Part.TEST));
        assertRefused(
                Optional.empty(),
                "topic shoes: expected each class to train, found one that only tests, at shoes-0@2: train it, too, or ask for the classes by name");
    }

    private void add(String key, String label, Optional<Part> part) {
        images.add(TopicImage.of(read(0, images.size(), image(TOPIC, key, label, new byte[0])), label, part, 0));
    }

    private Division divide(Optional<List<String>> classes) throws DatasetException {
        TopicVersion version = new TopicVersion(
                new TopicRequest(TOPIC, classes, SourceSettings.DEFAULT),
                new TopicSnapshot(TOPIC, Uuid.ONE_UUID, false, Offsets.of("0:0-100")));
        return Division.of(version, images);
    }

    private void assertRefused(Optional<List<String>> classes, String message) {
        assertThatThrownBy(() -> divide(classes))
                .isInstanceOf(DatasetException.class)
                .hasMessage(message);
    }

    private static List<String> places(List<TopicImage> images) {
        return images.stream().map(image -> image.place(TOPIC)).toList();
    }
}
