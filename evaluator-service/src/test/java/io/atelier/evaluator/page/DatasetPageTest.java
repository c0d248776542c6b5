package io.atelier.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.page.RunPage.Setting;
import io.atelier.evaluator.trainset.GreyImages;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.TrialSamples;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetPageTest {

    private static final KnownDataset SHOES = new KnownDataset(Samples.SHOES, Optional.of(Samples.SHOES_STATISTICS));

    private final RunView view = new RunView(20);
    private final TrainImages images = new TrainImages();

    @BeforeEach
    void serve() {
        images.connect(GreyImages::new);
    }

    @AfterEach
    void disconnect() {
        images.disconnect();
    }

    @Test
    void shouldSayWhatItIsAndWhereItCameFrom() {
        DatasetPage page = page(SHOES);

        assertThat(page.dataset()).isEqualTo("shoes-01234567");
        assertThat(page.drawn()).isFalse();
        assertThat(page.facts())
                .contains(
                        new Setting("Images", "4 × 4, RGB"),
                        new Setting("Training images", "10"),
                        new Setting("Source", "folder"),
                        new Setting("Place", "/shoes"),
                        new Setting("SHA-256 of the pixels", Samples.SHA256));
        assertThat(page.channels())
                .containsExactly(
                        new DatasetPage.ChannelRow("Red", "0.5000", "0.2500", "127.5", "63.8"),
                        new DatasetPage.ChannelRow("Green", "0.2500", "0.1250", "63.8", "31.9"),
                        new DatasetPage.ChannelRow("Blue", "0.1250", "0.0625", "31.9", "15.9"));
    }

    @Test
    void shouldCountTheImagesOfEachClassAndSayThatTheyDiffer() {
        DatasetPage page = page(SHOES);

        assertThat(page.classes().rows())
                .containsExactly(
                        new ClassTable.Row("boot", "8", "1", "100.0", "12.5"),
                        new ClassTable.Row("clog", "2", "1", "25.0", "12.5"));
        assertThat(page.imbalance()).isEqualTo(new Imbalance("boot", "8", "clog", "2", "4.0"));
        assertThat(Imbalance.of(counted(6, 4))).isEmpty();
        assertThat(Imbalance.of(counted(10, 0))).contains(new Imbalance("boot", "10", "clog", "0", null));
    }

    @Test
    void shouldBeThereBeforeAnythingWasCounted() {
        DatasetPage page = page(new KnownDataset(Samples.SHOES, Optional.empty()));

        assertThat(page.classes().counted()).isFalse();
        assertThat(page.classes().rows()).contains(new ClassTable.Row("boot", "–", "–", "0", "0"));
        assertThat(page.channels()).isEmpty();
        assertThat(page.imbalance()).isNull();
    }

    /** Would catch a page that grows with the classes, and one that shows small ones in the place of large ones. */
    @Test
    void shouldShowTheLargestOfVeryManyClasses() {
        ClassTable all = ClassTable.of(of(1_000));
        ClassTable some = ClassTable.of(of(1_500));

        assertThat(all.rows()).hasSize(1_000).extracting(ClassTable.Row::name).startsWith("c0", "c1");
        assertThat(all.more()).isNull();
        assertThat(some.rows()).hasSize(1_000).extracting(ClassTable.Row::train).startsWith("1,500", "1,499");
        assertThat(some.rows().get(0).name()).isEqualTo("c1499");
        assertThat(some.more()).isEqualTo("500");
    }

    @Test
    void shouldEscapeWhatCannotBeSeenInNames() {
        DatasetDescription odd = described(List.of("line\nbreak", "\u202Etxt.exe"), 10);

        assertThat(ClassTable.of(new KnownDataset(odd, Optional.empty())).rows())
                .extracting(ClassTable.Row::name)
                .containsExactly("line\\nbreak", "\\u202etxt.exe");
    }

    /** Each list once, however many configurations and runs have it. */
    @Test
    void shouldShowARowForEachDifferentListOfAugmentations() {
        train("plain", List.of());
        train("flipped", List.of(new Augmentation.Flip(Augmentation.Flip.Mode.RANDOM)));
        train("flipped-too", List.of(new Augmentation.Flip(Augmentation.Flip.Mode.RANDOM)));
        train("more", List.of(new Augmentation.Crop(1, Augmentation.Crop.Fill.REFLECT), new Augmentation.Rotation(5)));

        assertThat(page(SHOES).samples().classes()).as("no page waits").isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !page(SHOES).samples().loading());

        SampleTable samples = page(SHOES).samples();
        assertThat(samples.classes()).hasSize(10).startsWith("boot", "clog", "boot");
        assertThat(samples.rows())
                .extracting(SampleTable.Row::augmentations)
                .containsExactlyInAnyOrder(
                        "as they are", "flip", "crop (padding 1, fill reflect), rotation (degrees 5)");
        assertThat(samples.rows().get(0).runs()).isEqualTo("plain");
        assertThat(samples.rows())
                .filteredOn(row -> row.augmentations().equals("flip"))
                .extracting(SampleTable.Row::runs)
                .containsExactly("flipped, flipped-too");
        assertThat(samples.rows()).allSatisfy(row -> assertThat(row.pictures()).hasSize(10));
        assertThat(samples.rows().get(0).pictures().get(3)).satisfies(picture -> {
            assertThat(picture.width()).isEqualTo(96);
            assertThat(picture.uri()).startsWith("data:image/png;base64,");
        });
        assertThat(samples.more()).isZero();
    }

    @Test
    void shouldShowTheFirstOfManyListsOfAugmentations() {
        for (int degrees = 1; degrees <= 12; degrees++) {
            train("turned-" + degrees, List.of(new Augmentation.Rotation(degrees)));
        }

        SampleTable samples = page(SHOES).samples();

        assertThat(samples.rows()).hasSize(9);
        assertThat(samples.more()).isEqualTo(4);
    }

    private DatasetPage page(KnownDataset dataset) {
        List<Run> runs = view.runs();
        return DatasetPage.of(dataset, runs, images);
    }

    private void train(String run, List<Augmentation> augmentations) {
        StreamDefinition train =
                new StreamDefinition(Samples.SHOES.reference(), Split.TRAIN, 10, 10, Holdout.NONE, augmentations, 5, 1);
        StreamDefinition test =
                new StreamDefinition(Samples.SHOES.reference(), Split.TEST, 2, 2, Holdout.NONE, List.of(), 2, 0);
        TrialSamples.add(
                view,
                TrialEvent.queued(
                        TestTrials.trial(run, 1, "fmnist_3", 1, "report", 5, null, train, null, test), Samples.NOON));
    }

    private static KnownDataset counted(int boots, int clogs) {
        DatasetStatistics of = Samples.SHOES_STATISTICS;
        return new KnownDataset(
                Samples.SHOES,
                Optional.of(new DatasetStatistics(
                        of.schema(), of.dataset(), List.of(boots, clogs), of.test(), of.mean(), of.deviation())));
    }

    /** Each class has one training image more than the one before, from 1. */
    private static KnownDataset of(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(label -> "c" + label).toList();
        DatasetDescription description = described(names, classes * (classes + 1) / 2);
        DatasetStatistics statistics = new DatasetStatistics(
                DatasetStatistics.SCHEMA,
                description.id(),
                IntStream.rangeClosed(1, classes).boxed().toList(),
                Collections.nCopies(classes, 1),
                List.of(0.5),
                List.of(0.25));
        return new KnownDataset(description, Optional.of(statistics));
    }

    private static DatasetDescription described(List<String> classes, int train) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA,
                "odd",
                new Shape(4, 4, 1),
                classes,
                train,
                classes.size(),
                Samples.SHA256,
                Samples.SHOES.source());
    }
}
