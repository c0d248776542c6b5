package io.atelier.evaluator.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ViewRecordsTest {

    private static final String TRIAL = "run.fmnist_3.s1";

    private final RunView view = new RunView(10);
    private final ViewRecords records = new ViewRecords(view);

    @Test
    void shouldPutEveryKindOfRecordIntoTheView() throws Exception {
        records.accept(record(
                Topic.TRIAL_EVENTS,
                TRIAL,
                Json.write(
                        TrialEvent.running(Samples.definition("run", "synthetic"), Samples.NOON, "trainer-1", 1, 1))));
        records.accept(record(Topic.EPOCHS, TRIAL + "/1", Json.write(Samples.metrics(TRIAL, 1, true))));
        records.accept(record(Topic.EVALUATIONS, TRIAL + "/1", Json.write(Samples.evaluation(TRIAL, 1))));

        Trial trial = view.trial(TRIAL).orElseThrow();
        assertThat(trial.event().state()).hasToString("RUNNING");
        assertThat(trial.epochs()).containsOnlyKeys(1);
        assertThat(trial.bestEvaluation()).contains(Samples.evaluation(TRIAL, 1));
    }

    @Test
    void shouldKnowTheNamesOfClassesOnceTheDatasetIsDescribed() throws Exception {
        DatasetDescription shoes = Samples.SHOES;
        assertThat(view.classNames(shoes.reference())).containsExactly("0", "1");

        records.accept(record(Topic.DATASETS, shoes.id(), Json.write(shoes)));

        assertThat(view.classNames(shoes.reference())).containsExactly("boot", "clog");
        assertThat(view.classNames(new DatasetReference(shoes.id(), 4, 4, 3, 3)))
                .containsExactly("0", "1", "2");
        assertThatThrownBy(() -> records.accept(record(Topic.DATASETS, "shoes", Json.write(shoes))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected the key shoes-01234567, which the value is about, found shoes");
    }

    /** In whatever order the two are read. */
    @Test
    void shouldKnowTheStatisticsOfADescribedDataset() throws Exception {
        DatasetStatistics statistics = Samples.SHOES_STATISTICS;
        String key = DatasetStatistics.key(Samples.SHOES.id());

        records.accept(record(Topic.DATASETS, key, Json.write(statistics)));
        assertThat(view.datasets()).isEmpty();
        records.accept(record(Topic.DATASETS, Samples.SHOES.id(), Json.write(Samples.SHOES)));

        KnownDataset known = new KnownDataset(Samples.SHOES, Optional.of(statistics));
        assertThat(view.dataset(Samples.SHOES.id())).contains(known);
        assertThat(view.datasets()).containsExactly(known);
        assertThatThrownBy(() -> records.accept(record(Topic.DATASETS, "x/statistics", Json.write(statistics))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected the key shoes-01234567/statistics, which the value is about, found x/statistics");
        assertThatThrownBy(() -> records.accept(record(Topic.DATASETS, key, Json.write(Samples.SHOES))))
                .isInstanceOf(MalformedMessageException.class);
    }

    /** Of other images than those that are described. */
    @Test
    void shouldNotTakeStatisticsThatAreNotTheDatasets() throws Exception {
        DatasetStatistics of = Samples.SHOES_STATISTICS;
        DatasetStatistics other =
                new DatasetStatistics(of.schema(), of.dataset(), List.of(7, 4), of.test(), of.mean(), of.deviation());

        records.accept(record(Topic.DATASETS, DatasetStatistics.key(of.dataset()), Json.write(other)));
        records.accept(record(Topic.DATASETS, Samples.SHOES.id(), Json.write(Samples.SHOES)));

        assertThat(view.dataset(Samples.SHOES.id())).contains(new KnownDataset(Samples.SHOES, Optional.empty()));
    }

    @Test
    void shouldTakeAnEmptyRecordAsARemoval() throws Exception {
        shouldPutEveryKindOfRecordIntoTheView();

        records.accept(record(Topic.EVALUATIONS, TRIAL + "/1", null));
        records.accept(record(Topic.EPOCHS, TRIAL + "/1", null));
        assertThat(view.trial(TRIAL).orElseThrow().epochs()).isEmpty();
        assertThat(view.trial(TRIAL).orElseThrow().scores()).isEmpty();
        records.accept(record(Topic.TRIAL_EVENTS, TRIAL, null));

        assertThat(view.trial(TRIAL)).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatIsNotTheValues() {
        byte[] value = Json.write(Samples.metrics(TRIAL, 1, true));

        assertThatThrownBy(() -> records.accept(record(Topic.EPOCHS, TRIAL + "/2", value)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected the key run.fmnist_3.s1/1, which the value is about, found run.fmnist_3.s1/2");
        assertThatThrownBy(() -> records.accept(record(Topic.EPOCHS, null, value)))
                .hasMessage("Expected a key that names the trial or dataset, found none");
        assertThatThrownBy(() -> records.accept(record(Topic.EVALUATIONS, "x/y", null)))
                .hasMessage("Expected a key <trial>/<epoch>, found x/y");
    }

    @Test
    void shouldRefuseKeysThatNoEpochHas() {
        for (String key : List.of(
                "",
                "/",
                TRIAL,
                TRIAL + "/",
                TRIAL + "/0",
                TRIAL + "/-1",
                TRIAL + "/+1",
                TRIAL + "/01",
                TRIAL + "/2147483648",
                "x/1",
                "/1")) {
            assertThatThrownBy(() -> records.accept(record(Topic.EPOCHS, key, null)))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("Expected a key <trial>/<epoch>, found " + key);
        }
    }

    /** Between partitions there is no order, and what is in another one would never be replaced. */
    @Test
    void shouldRefuseRecordsInAnotherPartition() {
        int right = Topic.EPOCHS.partitionOf(TRIAL);
        int wrong = (right + 1) % Topic.EPOCHS.partitions();

        assertThatThrownBy(() -> records.accept(new ConsumerRecord<>(
                        Topic.EPOCHS.topicName(), wrong, 0, TRIAL + "/1", Json.write(Samples.metrics(TRIAL, 1, true)))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected what is about " + TRIAL + " in partition " + right
                        + " of atelier.epochs, found it in partition " + wrong);
    }

    private static ConsumerRecord<String, byte[]> record(Topic topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic.topicName(), topic.partitionOf(TRIAL), 0, key, value);
    }
}
