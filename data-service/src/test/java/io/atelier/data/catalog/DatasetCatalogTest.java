package io.atelier.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.stream.UnanswerableRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DatasetCatalogTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Dataset FOLDER =
            FakeTopics.dataset("photos", new DatasetSource("folder", "/data/photos", Map.of()), 7);
    private static final DatasetRequest SHOES = request("shoes", "shoe-images");
    private static final DatasetRequest DIVIDED_EVENLY = new DatasetRequest(
            "shoes",
            new TopicRequest(
                    "shoe-images",
                    Optional.empty(),
                    new SourceSettings(
                            Optional.empty(),
                            SourceSettings.DEFAULT.resize(),
                            SourceSettings.DEFAULT.colour(),
                            0.5,
                            0)));

    private final FakeTopics topics = new FakeTopics();
    private final Catalogs parts = new Catalogs(topics);
    private final DatasetCatalog catalog = parts.catalog(PATIENT);

    @BeforeEach
    void serve() throws Exception {
        catalog.serve(FOLDER);
        catalog.open(Optional.of("photos"));
        topics.ends.put("shoe-images", 5);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void shouldMeanTheConfiguredDatasetWhereNoneIsNamed() throws Exception {
        assertThat(catalog.find(Optional.empty()).served()).contains(FOLDER);
        assertThat(catalog.find(named("photos")).served()).contains(FOLDER);
        assertThat(catalog.find(named(FOLDER.description().id())).served()).contains(FOLDER);
    }

    @Test
    void shouldAnswerNothingBeforeAllIsServed() {
        DatasetCatalog starting = new Catalogs(topics).catalog(AT_ONCE);

        assertThatThrownBy(() -> starting.find(Optional.empty()))
                .isInstanceOf(DatasetNotReadyException.class)
                .hasMessage(
                        "The datasets are still being loaded, or no broker answers yet: try again in a few seconds");
        starting.open(Optional.empty());
        assertThat(faultOf(starting, Optional.empty()))
                .isEqualTo("must be given, since this data service has none by default");
    }

    @Test
    void shouldMakeADatasetOfATopicOnce() throws Exception {
        assertThat(catalog.find(Optional.of(SHOES))).isEqualTo(Lookup.toBeMade());

        Dataset made = catalog.get(Optional.of(SHOES));

        assertThat(catalog.find(Optional.of(SHOES)).served()).contains(made);
        assertThat(catalog.make(SHOES)).contains(made);
        assertThat(catalog.get(named("shoes"))).isEqualTo(made);
        assertThat(topics.opened).containsExactly(made.description().id());
        assertThat(topics.published).containsExactly(made.description().id());
    }

    /** The short form in a request takes what there is: it would be another dataset every time while somebody publishes. */
    @Test
    void shouldMakeANewVersionOfATopicThatGrewOnlyWhereOneIsAskedFor() throws Exception {
        Dataset first = catalog.get(Optional.of(SHOES));
        topics.ends.put("shoe-images", 6);

        assertThat(catalog.get(Optional.of(SHOES))).isEqualTo(first);
        Dataset second = catalog.make(SHOES).orElseThrow();

        assertThat(second.description().train()).isEqualTo(6);
        assertThat(catalog.get(named("shoes"))).isEqualTo(second);
        assertThat(catalog.get(Optional.of(SHOES))).isEqualTo(second);
        assertThat(catalog.get(named(first.description().id()))).isEqualTo(first);
    }

    @Test
    void shouldMakeAnotherVersionWithOtherSettings() throws Exception {
        Dataset first = catalog.get(Optional.of(SHOES));

        assertThat(catalog.find(Optional.of(DIVIDED_EVENLY))).isEqualTo(Lookup.toBeMade());
        assertThat(catalog.find(Optional.of(SHOES)).served()).contains(first);
    }

    /** Another data service has made it, perhaps long ago: only the description is there. */
    @Test
    void shouldMakeAVersionAgainThatItOnlyKnows() throws Exception {
        Dataset elsewhere = madeElsewhere();

        Lookup lookup = catalog.find(named("shoes"));
        assertThat(lookup.served()).isEmpty();
        assertThat(lookup.known()).contains(elsewhere.description());
        assertThat(catalog.get(named("shoes")).description()).isEqualTo(elsewhere.description());
        // Described once more it would be the newest.
        assertThat(topics.published).isEmpty();
    }

    private Dataset madeElsewhere() throws Exception {
        Dataset dataset = topics.open("shoes", topics.now(SHOES.images()), making -> {});
        topics.opened.clear();
        parts.known.put(dataset.description());
        return dataset;
    }

    @Test
    void shouldSayHowFarADatasetIsAndServeItWhenItIsMade() throws Exception {
        DatasetCatalog impatient = parts.catalog(AT_ONCE);
        impatient.open(Optional.empty());
        topics.permits.drainPermits();

        assertThatThrownBy(() -> impatient.get(Optional.of(SHOES))).isInstanceOf(DatasetNotReadyException.class);
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> impatient.get(Optional.of(SHOES)))
                                .hasMessage(
                                        "Dataset shoes is not there yet: it is packed: 1 of 4 images (25 %), 2 a second, about 2 s left"));
        assertThat(impatient.make(SHOES)).isEmpty();
        assertThat(parts.views().find("shoes").orElseThrow().state()).isEqualTo(DatasetView.State.MAKING);
        topics.permits.release();

        await().untilAsserted(() ->
                assertThat(impatient.find(Optional.of(SHOES)).served()).isPresent());
        assertThat(topics.opened).hasSize(1);
    }

    @Test
    void shouldSayOnceWhyADatasetCanNotBeMadeAndThenTryAgain() throws Exception {
        topics.failure = "3 of 5 records are no images";

        assertThatThrownBy(() -> catalog.get(Optional.of(SHOES)))
                .isInstanceOf(DatasetException.class)
                .hasMessage("3 of 5 records are no images");
        DatasetView view = parts.views().find("shoes").orElseThrow();
        assertThat(view.state()).isEqualTo(DatasetView.State.FAILED);
        assertThat(view.error()).isEqualTo("3 of 5 records are no images");

        topics.failure = null;
        assertThat(catalog.get(Optional.of(SHOES)).name()).isEqualTo("shoes");
        assertThat(parts.views().all()).extracting(DatasetView::state).containsOnly(DatasetView.State.SERVED);
    }

    /** Would catch a failure that hides the versions that are to be had. */
    @Test
    void shouldShowTheNewestVersionWhereNoNewerOneCanBeMade() throws Exception {
        String first = catalog.get(Optional.of(SHOES)).description().id();
        topics.ends.put("shoe-images", 6);
        topics.failure = "3 of 6 records are no images";
        assertThatThrownBy(() -> catalog.make(SHOES)).isInstanceOf(DatasetException.class);

        DatasetView view = parts.views().find("shoes").orElseThrow();
        assertThat(view.id()).isEqualTo(first);
        assertThat(view.state()).isEqualTo(DatasetView.State.SERVED);
        assertThat(view.error()).isEqualTo("3 of 6 records are no images");

        topics.failure = null;
        String second = catalog.make(DIVIDED_EVENLY).orElseThrow().description().id();
        view = parts.views().find("shoes").orElseThrow();
        assertThat(view.id()).isEqualTo(second);
        assertThat(view.error()).as("what failed before").isNull();
    }

    @Test
    void shouldRefuseATopicThatIsNotThereAtOnce() {
        assertThatThrownBy(() -> catalog.make(request("hats", "hat-images")))
                .isInstanceOf(DatasetException.class)
                .hasMessage("there is no topic hat-images");
    }

    @Test
    void shouldRefuseANameThatAnotherDatasetHas() throws Exception {
        Dataset shoes = catalog.get(Optional.of(SHOES));

        assertThatThrownBy(() -> catalog.make(request("photos", "shoe-images")))
                .isInstanceOf(DatasetConflictException.class)
                .hasMessage("The dataset must have another name than photos, which is that of /data/photos here");
        assertThat(fault(Optional.of(request("shoes", "other-images"))))
                .isEqualTo(
                        "must have another name than shoes, which topic shoe-images has made: choose another, or ask for"
                                + " that topic");
        String id = shoes.description().id();
        assertThat(fault(Optional.of(request(id, "shoe-images"))))
                .isEqualTo("must have another name than " + id + ", which is the id of a dataset");
        assertThatThrownBy(() -> catalog.serve(FOLDER))
                .hasMessageStartingWith("Expected configured datasets to have different names, found photos for ");
    }

    @Test
    void shouldListTheDatasetsThatAreToBeHadWhereAnotherIsAskedFor() throws Exception {
        catalog.get(Optional.of(SHOES));
        Dataset gone = FakeTopics.dataset("old", new DatasetSource("folder", "/data/old", Map.of()), 3);
        parts.known.put(gone.description());

        assertThat(fault(named("cifar")))
                .isEqualTo("must be one of photos, shoes, or an object with name and topic, but is \"cifar\"");
        assertThat(fault(named("old")))
                .isEqualTo("must be one of photos, shoes, or an object with name and topic, but is "
                        + gone.description().id() + ", which came from /data/old and is not served now");
    }

    @Test
    void shouldShowAllDatasetsTheNewestFirst() throws Exception {
        Dataset elsewhere = madeElsewhere();
        topics.ends.put("shoe-images", 6);
        Dataset newer = catalog.make(SHOES).orElseThrow();

        assertThat(parts.views().all())
                .extracting(view -> view.id() + " " + view.state() + " " + view.classes() + " " + view.classNames())
                .containsExactly(
                        FOLDER.description().id() + " SERVED 2 null",
                        newer.description().id() + " SERVED 2 null",
                        elsewhere.description().id() + " KNOWN 2 null");
        assertThat(parts.views().find("shoes").orElseThrow().id())
                .isEqualTo(newer.description().id());
        assertThat(parts.views().find("photos").orElseThrow().classNames()).containsExactly("boot", "sandal");
        assertThat(parts.views().find("cifar")).isEmpty();
    }

    /** Whoever waits for records asks again: they come as soon as the dataset is there, and no dead letter is written. */
    @Test
    void shouldLeaveRecordsUnansweredUntilTheirDatasetIsMadeAgain() throws Exception {
        DatasetReference elsewhere = madeElsewhere().description().reference();
        StreamedDatasets streamed = parts.streamed();
        topics.permits.drainPermits();

        assertThat(streamed.records(elsewhere)).isEmpty();
        assertThat(streamed.records(elsewhere)).isEmpty();
        topics.permits.release();

        await().untilAsserted(() -> assertThat(streamed.records(elsewhere)).isPresent());
        assertThat(topics.opened).containsExactly(elsewhere.id());
    }

    @Test
    void shouldSayWhyRecordsCanNotBeMade() throws Exception {
        StreamedDatasets streamed = parts.streamed();
        Dataset unknown = FakeTopics.dataset("hats", new DatasetSource("topic", "hat-images", Map.of()), 4);
        assertThatThrownBy(() -> streamed.records(unknown.description().reference()))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessageStartingWith("the stream is of dataset hats-")
                .hasMessageContaining("but this data service has "
                        + FOLDER.description().id() + ": start it with the former or plan the run anew");

        DatasetReference elsewhere = madeElsewhere().description().reference();
        topics.failure = "the topic no longer holds it";
        await().untilAsserted(() -> assertThatThrownBy(() -> streamed.records(elsewhere))
                .isInstanceOf(UnanswerableRequestException.class)
                .hasMessage("dataset " + elsewhere.id() + " can't be had: the topic no longer holds it"));
    }

    @Test
    void shouldForgetWhatWasDescribedLongestAgo() {
        KnownDatasets few = new KnownDatasets(4);
        List<Dataset> three = List.of(
                FakeTopics.dataset("a", FOLDER.description().source(), 1),
                FakeTopics.dataset("b", FOLDER.description().source(), 2),
                FakeTopics.dataset("c", FOLDER.description().source(), 3));
        few.put(three.get(0).description());
        few.put(three.get(1).description());
        few.put(three.get(0).description());
        few.put(three.get(2).description());

        assertThat(few.newestFirst())
                .containsExactly(three.get(2).description(), three.get(0).description());
    }

    private String fault(Optional<DatasetSelection> asked) {
        return faultOf(catalog, asked);
    }

    private static String faultOf(DatasetCatalog catalog, Optional<DatasetSelection> asked) {
        try {
            return catalog.find(asked).fault().orElseThrow();
        } catch (DatasetNotReadyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<DatasetSelection> named(String name) {
        return Optional.of(new DatasetSelection.Named(name));
    }

    private static DatasetRequest request(String name, String topic) {
        return new DatasetRequest(name, new TopicRequest(topic, Optional.empty(), SourceSettings.DEFAULT));
    }
}
