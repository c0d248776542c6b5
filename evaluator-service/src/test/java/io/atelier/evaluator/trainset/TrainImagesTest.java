package io.atelier.evaluator.trainset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.contract.stream.RecordSource;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.evaluator.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainImagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<Augmentation> NONE = List.of();
    private static final StreamDefinition PLAIN = FewImages.stream(Samples.SHOES, NONE);
    private static final StreamDefinition TURNED =
            FewImages.stream(Samples.SHOES, List.of(new Augmentation.Rotation(10)));

    private final TrainImages images = new TrainImages();
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch served = new CountDownLatch(1);

    @AfterEach
    void disconnect() {
        served.countDown();
        images.disconnect();
    }

    /** As bytes and as floats. */
    @Test
    void shouldHaveImagesAWhileAfterTheyWereAskedFor() {
        images.connect(GreyImages::new);

        for (StreamDefinition stream : List.of(PLAIN, TURNED)) {
            assertThat(images.find(stream)).isEmpty();
            await().atMost(PATIENCE).until(() -> images.find(stream).isPresent());
            await().atMost(PATIENCE).until(() -> !images.isLoading(stream));

            FewImages found = images.find(stream).orElseThrow();
            assertThat(found.size()).isEqualTo(10);
            assertThat(found.label(7)).isEqualTo(1);
            assertThat(found.image(7).get(47)).isEqualTo(7 / 255f);
        }
    }

    /** Would catch a page that waits, and a thread for each page. */
    @Test
    void shouldAskOnceForManyPagesAndNotHoldThemUp() {
        images.connect(this::hang);

        for (int page = 0; page < 50; page++) {
            assertThat(images.find(PLAIN)).isEmpty();
            assertThat(images.isLoading(PLAIN)).isTrue();
        }
        await().atMost(PATIENCE).until(() -> opened.get() == 1);
    }

    /** Whatever else is wanted of the same dataset. */
    @Test
    void shouldNotAskAgainSoonForADatasetThatNobodyServes() {
        images.connect(stream -> new Unserved(opened));

        assertThat(images.find(PLAIN)).isEmpty();
        assertThat(images.find(TURNED)).isEmpty();
        await().atMost(PATIENCE).until(() -> !images.isLoading(PLAIN) && !images.isLoading(TURNED));
        assertThat(images.find(PLAIN)).isEmpty();
        assertThat(images.isLoading(PLAIN)).isFalse();

        assertThat(opened).hasValue(1);
    }

    @Test
    void shouldWantOnlySoMuchAtATime() {
        images.connect(this::hang);
        List<StreamDefinition> streams = new ArrayList<>();
        for (int degrees = 1; degrees <= 100; degrees++) {
            streams.add(FewImages.stream(Samples.SHOES, List.of(new Augmentation.Rotation(degrees))));
        }

        streams.forEach(images::find);

        assertThat(streams.stream().filter(images::isLoading)).hasSize(32);
    }

    /** Those of 28 x 28 have 8 kB, those of the largest size 9 MB. */
    @Test
    void shouldTakeFewerOfLargeImages() throws Exception {
        DatasetDescription large = new DatasetDescription(
                DatasetDescription.SCHEMA,
                "large",
                new Shape(550, 550, 3),
                List.of("a", "b"),
                100,
                10,
                Samples.SHA256,
                Samples.SHOES.source());

        FewImages few = FewImages.read(FewImages.stream(large, NONE), new GreyImages(FewImages.stream(large, NONE)));

        assertThat(few.size()).isEqualTo(4);
        assertThat(few.image(3).get(0)).isEqualTo(3 / 255f);
    }

    /** And no more than there are. */
    @Test
    void shouldTakeAllOfAVerySmallDataset() throws Exception {
        DatasetDescription small = new DatasetDescription(
                DatasetDescription.SCHEMA,
                "small",
                new Shape(4, 4, 3),
                List.of("a", "b"),
                3,
                1,
                Samples.SHA256,
                Samples.SHOES.source());

        assertThat(FewImages.read(FewImages.stream(small, NONE), new GreyImages(FewImages.stream(small, NONE)))
                        .size())
                .isEqualTo(3);
    }

    private RecordSource hang(StreamDefinition stream) {
        opened.incrementAndGet();
        try {
            served.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new GreyImages(stream);
    }

    private record Unserved(AtomicInteger opened) implements RecordSource {

        private Unserved {
            opened.incrementAndGet();
        }

        @Override
        public Optional<ImageRecord> take(int epoch, int index) throws DataUnavailableException {
            throw new DataUnavailableException("nobody has it");
        }

        @Override
        public void close() {}
    }
}
