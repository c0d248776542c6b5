package io.atelier.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.message.TrialState;
import io.atelier.contract.tensor.Tensor;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.Owners;
import io.atelier.trainer.training.Commit;
import io.atelier.trainer.training.EpochEnd;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingState;
import io.atelier.trainer.training.TrainingStateCodec;
import io.atelier.trainer.training.Trials;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryKafka
class ProgressLogIT {

    /** Larger than a chunk, so that a state has several. */
    private static final int PARAMETERS = 200_000;

    private Admin admin;
    private Producer<String, byte[]> producer;
    private DeadLetterPublisher deadLetters;
    private ProgressLogs first;
    private ProgressLogs second;

    @BeforeEach
    void open() throws Exception {
        admin = Kafka.admin();
        producer = Kafka.producer();
        deadLetters = new DeadLetterPublisher(producer, "trainer-service", topic -> {});
        first = new ProgressLogs(Kafka.clients(), admin, deadLetters, Owners.named("first"), Duration.ofSeconds(40));
        second = new ProgressLogs(Kafka.clients(), admin, deadLetters, Owners.named("second"), Duration.ofSeconds(40));
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
    }

    @AfterAll
    static void removeTrials() throws Exception {
        Kafka.removeTrials();
    }

    @Test
    void shouldGiveTheLatestStateToTheNextOwner() throws Exception {
        TrialDefinition trial = trial("latest");
        try (ProgressLog log = first.acquire(trial)) {
            assertThat(log.state()).isEmpty();
            assertThat(log.attempts()).isZero();
            log.begin();
            assertThat(log.attempts()).isEqualTo(1);
            for (int batch = 1; batch <= 5; batch++) {
                log.commit(insideEpoch(batch));
            }
        }

        try (ProgressLog log = second.acquire(trial)) {
            assertThat(log.hasEnded()).isFalse();
            assertThat(log.attempts()).isEqualTo(1);
            TrainingState state = TrainingStateCodec.read(trial, log.state().orElseThrow());
            assertThat(state.position().batch()).isEqualTo(5);
            assertThat(state.parameters().get(0).toFloats()).hasSize(PARAMETERS).contains(5f);
        }
    }

    /** A removed trial leaves its state; one of the same name may be planned on other images. */
    @Test
    void shouldNotGoOnWithTheStateOfARemovedTrial() throws Exception {
        TrialDefinition trial = trial("name-used-again");
        try (ProgressLog log = first.acquire(trial)) {
            log.begin();
            log.commit(insideEpoch(3));
        }
        Kafka.send(Topic.TRIAL_EVENTS, trial.trial(), null);
        try (ProgressLog log = first.acquire(trial)) {
            assertThat(log.isPlanned()).isFalse();
        }
        Kafka.queue(trial);

        try (ProgressLog log = first.acquire(trial)) {
            assertThat(log.isPlanned()).isTrue();
            assertThat(log.state()).isEmpty();
            log.begin();
        }
        try (ProgressLog log = second.acquire(trial)) {
            assertThat(log.attempts()).isEqualTo(1);
            assertThat(log.state()).as("after the owner died").isEmpty();
        }
    }

    @Test
    void shouldLetAZombiePublishNothing() throws Exception {
        TrialDefinition trial = trial("zombie");
        ProgressLog zombie = first.acquire(trial);
        zombie.begin();
        zombie.commit(insideEpoch(1));

        try (ProgressLog owner = second.acquire(trial)) {
            owner.begin();
            assertThatThrownBy(() -> zombie.commit(epochEnd(trial, 1)))
                    .isInstanceOf(FencedException.class)
                    .hasMessage("Another trainer has taken trial " + trial.trial());
            zombie.close();
            owner.commit(insideEpoch(2));
        }

        assertThat(Kafka.read(Topic.EPOCHS, trial.trial() + "/1")).isEmpty();
        assertThat(events(trial)).extracting(TrialEvent::trainer).containsExactly("first", "second");
        assertThat(events(trial)).extracting(TrialEvent::environment).doesNotContainNull();
        try (ProgressLog log = first.acquire(trial)) {
            assertThat(TrainingStateCodec.read(trial, log.state().orElseThrow())
                            .position()
                            .batch())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldReadPastTheOpenTransactionOfAnotherTrialInTheSamePartition() throws Exception {
        TrialDefinition trial = trial("behind");
        int partition = Topic.TRAINING_STATE.partitionOf(trial.trial());
        Map<String, Object> config = new HashMap<>(Kafka.settings());
        config.put("transactional.id", "neighbour");
        try (Producer<String, byte[]> neighbour =
                        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
                ProgressLog log = first.acquire(trial)) {
            log.begin();
            neighbour.initTransactions();
            neighbour.beginTransaction();
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topic.TRAINING_STATE.topicName(), partition, "neighbour/a/0", new byte[10]);
            neighbour.send(record).get();
            log.commit(insideEpoch(3));

            // What is committed can't be read before the neighbour is done.
            CompletableFuture<Optional<ByteBuffer>> state = CompletableFuture.supplyAsync(() -> {
                try (ProgressLog next = second.acquire(trial)) {
                    return next.state();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> state.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            neighbour.commitTransaction();

            assertThat(state.get(30, TimeUnit.SECONDS)).isPresent();
        }
    }

    @Test
    void shouldPublishAnEpochAsAWholeAndLeaveNoStateWhenTheTrialEnds() throws Exception {
        TrialDefinition trial = trial("whole");
        try (ProgressLog log = first.acquire(trial)) {
            log.begin();
            log.commit(insideEpoch(1));
            log.commit(insideEpoch(2));
            log.commit(epochEnd(trial, 1));
            log.commit(trialEnd(trial, 2));
        }

        assertThat(Kafka.read(Topic.EPOCHS, trial.trial() + "/1")).hasSize(1);
        assertThat(Kafka.read(Topic.EPOCHS, trial.trial() + "/2")).hasSize(1);
        assertThat(Kafka.read(Topic.CHECKPOINTS, trial.trial() + "/e2/manifest"))
                .hasSize(1);
        assertThat(events(trial))
                .extracting(TrialEvent::state)
                .containsExactly(TrialState.RUNNING, TrialState.RUNNING, TrialState.COMPLETED);
        Map<String, ConsumerRecord<String, byte[]>> latest = new HashMap<>();
        Kafka.read(Topic.TRAINING_STATE).stream()
                .filter(record -> record.key().startsWith(trial.trial() + "/"))
                .forEach(record -> latest.put(record.key(), record));
        assertThat(latest).isNotEmpty();
        assertThat(latest.values())
                .allSatisfy(record -> assertThat(record.value()).isNull());
        try (ProgressLog log = second.acquire(trial)) {
            assertThat(log.hasEnded()).isTrue();
            assertThat(log.state()).isEmpty();
        }
    }

    @Test
    void shouldFailForGoodWithADeadLetter() throws Exception {
        TrialDefinition trial = trial("failed");
        ConsumerRecord<String, byte[]> source =
                new ConsumerRecord<>(Topic.TRIALS.topicName(), 0, 7, trial.trial(), Json.write(trial));
        try (ProgressLog log = first.acquire(trial)) {
            log.commit(insideEpoch(1));
            log.fail(
                    new Failure(Failure.Code.NON_FINITE_LOSS, "diverged"),
                    deadLetters.letter(source, new IllegalStateException("diverged")));
        }

        assertThat(events(trial)).last().satisfies(event -> {
            assertThat(event.state()).isEqualTo(TrialState.FAILED);
            assertThat(event.failure().code()).isEqualTo(Failure.Code.NON_FINITE_LOSS);
        });
        assertThat(Kafka.read(Topic.DEAD_LETTERS, trial.trial())).hasSize(1);
        try (ProgressLog log = second.acquire(trial)) {
            assertThat(log.hasEnded()).isTrue();
        }
    }

    @Test
    void shouldGoOnFromTheOtherStateIfOneIsBrokenAndReportGarbage() throws Exception {
        TrialDefinition trial = trial("broken");
        try (ProgressLog log = first.acquire(trial)) {
            log.begin();
            log.commit(insideEpoch(1));
            log.commit(insideEpoch(2));
        }
        Kafka.send(Topic.TRAINING_STATE, "garbage", new byte[] {1, 2, 3});
        int partition = Topic.TRAINING_STATE.partitionOf(trial.trial());
        String topic = Topic.TRAINING_STATE.topicName();
        Kafka.send(new ProducerRecord<>(topic, partition, trial.trial() + "/b/manifest", new byte[] {1, 2, 3}));
        Kafka.send(new ProducerRecord<>(topic, partition, "not a chunk", new byte[] {1, 2, 3}));

        try (ProgressLog log = second.acquire(trial)) {
            assertThat(TrainingStateCodec.read(trial, log.state().orElseThrow())
                            .position()
                            .batch())
                    .isEqualTo(2);
        }

        producer.close();
        assertThat(Kafka.read(Topic.DEAD_LETTERS, "not a chunk")).hasSize(1);
        assertThat(Kafka.read(Topic.DEAD_LETTERS, trial.trial() + "/b/manifest"))
                .hasSize(1);
    }

    private static TrialDefinition trial(String run) {
        return Trials.plain(run, "fake", 40, 4, 2);
    }

    private static Commit insideEpoch(int batch) {
        return new Commit(Optional.of(state(batch)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Commit epochEnd(TrialDefinition trial, int epoch) {
        return new Commit(Optional.of(state(10)), Optional.of(end(trial, epoch)), Optional.empty(), Optional.empty());
    }

    private static Commit trialEnd(TrialDefinition trial, int epoch) {
        TrialResult result = new TrialResult(epoch, epoch, 1, 1, "0".repeat(64));
        return new Commit(Optional.empty(), Optional.of(end(trial, epoch)), Optional.of(result), Optional.empty());
    }

    private static EpochEnd end(TrialDefinition trial, int epoch) {
        EpochMetrics metrics = new EpochMetrics(
                EpochMetrics.SCHEMA, trial.trial(), epoch, 1, 0.5, null, null, 1, 1, true, "ab".repeat(32));
        return new EpochEnd(metrics, tensors(epoch));
    }

    private static TrainingState state(int batch) {
        Position position = new Position(1, batch, batch, 0, 0, 0, 0, 0, 0);
        return new TrainingState(position, Optional.empty(), tensors(batch), tensors(-batch));
    }

    private static List<Tensor> tensors(float value) {
        float[] values = new float[PARAMETERS];
        values[0] = value;
        return List.of(Tensor.ofFloats("weight", values, PARAMETERS));
    }

    private static List<TrialEvent> events(TrialDefinition trial) {
        return Kafka.read(Topic.TRIAL_EVENTS, trial.trial()).stream()
                .map(record -> {
                    try {
                        return Json.read(record.value(), TrialEvent.class);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
