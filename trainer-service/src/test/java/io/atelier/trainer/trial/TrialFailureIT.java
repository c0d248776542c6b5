package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Step;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingState;
import io.atelier.trainer.training.TrainingStateCodec;
import io.atelier.trainer.training.Trials;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A trial that can't succeed ends as FAILED with its cause and a dead letter, and the next one is trained. */
class TrialFailureIT {

    private static final TrialDefinition OLD = trial("old");
    private static final TrialDefinition MISFIT = trial("misfit");
    private static final TrialDefinition HUNGRY = trial("hungry");
    private static final TrialDefinition HUNGRY_WORKER = trial("hungry-worker");
    private static final TrialDefinition GOOD = trial("after-failures");

    @Test
    void shouldNameTheCauseAndGoOn() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        store(OLD, ofFormat("1", state(OLD)));
        store(MISFIT, state(MISFIT));
        for (TrialDefinition trial : List.of(OLD, MISFIT, HUNGRY, HUNGRY_WORKER, GOOD)) {
            Kafka.queue(trial);
        }
        for (TrialDefinition begun : List.of(OLD, MISFIT)) {
            TrialEvent event = TrialEvent.queued(begun, Instant.now(), 1, 0);
            Kafka.send(Topic.TRIAL_EVENTS, begun.trial(), Json.write(event));
        }

        try (BatchAnswerer answerer = new BatchAnswerer();
                TestTrainer trainer = new TestTrainer("one", Duration.ofHours(1), new Hungry())) {
            assertThat(answerer).isNotNull();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> last(GOOD).state().isEnd());
            trainer.stop();
        }

        assertFailed(OLD, Failure.Code.INCOMPATIBLE_STATE, "expected format 3, found 1");
        assertFailed(MISFIT, Failure.Code.INCOMPATIBLE_STATE, "does not fit the architecture");
        assertFailed(HUNGRY, Failure.Code.OUT_OF_MEMORY, "Not enough memory to train here: Java heap space");
        assertFailed(HUNGRY_WORKER, Failure.Code.OUT_OF_MEMORY, "Not enough memory to train here: Java heap space");
        assertThat(last(GOOD).state()).isEqualTo(TrialState.COMPLETED);
    }

    private static void assertFailed(TrialDefinition trial, Failure.Code code, String message) throws Exception {
        TrialEvent end = last(trial);
        assertThat(end.state()).isEqualTo(TrialState.FAILED);
        assertThat(end.failure().code()).isEqualTo(code);
        assertThat(end.failure().message()).contains(message);
        List<ConsumerRecord<String, byte[]>> letters = Kafka.read(Topic.DEAD_LETTERS, trial.trial());
        assertThat(letters).hasSize(1);
        assertThat(new String(letters.get(0).headers().lastHeader("error").value(), StandardCharsets.UTF_8))
                .startsWith(code + ": ")
                .contains(message);
    }

    private static TrialEvent last(TrialDefinition trial) throws Exception {
        List<ConsumerRecord<String, byte[]>> events = Kafka.read(Topic.TRIAL_EVENTS, trial.trial());
        return events.isEmpty()
                ? TrialEvent.queued(trial, Instant.EPOCH)
                : Json.read(events.get(events.size() - 1).value(), TrialEvent.class);
    }

    private static TrialDefinition trial(String run) {
        return Trials.plain(run, "fmnist_3", 64, 32, 1);
    }

    /** After one batch, with the parameters of no network. */
    private static byte[] state(TrialDefinition trial) {
        Position position = new Position(1, 1, 1, 2.5, 16, 32, 1, 0, 0);
        List<Tensor> parameters = List.of(Tensor.ofFloats("dense.weight", new float[] {1, 2}, 1, 2));
        return TrainingStateCodec.write(trial, new TrainingState(position, Optional.empty(), parameters, parameters));
    }

    private static byte[] ofFormat(String format, byte[] state) throws Exception {
        TensorFile file = Safetensors.read(ByteBuffer.wrap(state), Safetensors.Limits.DEFAULT);
        Map<String, String> metadata = new HashMap<>(file.metadata());
        metadata.put("format", format);
        return Safetensors.write(new TensorFile(metadata, file.tensors()));
    }

    private static void store(TrialDefinition trial, byte[] state) throws InterruptedException {
        for (ProducerRecord<String, byte[]> record :
                Chunks.split(Topic.TRAINING_STATE, trial.trial(), "a", 1, state, Map.of())) {
            Kafka.send(record);
        }
    }

    /** Needs more memory than there is for two of the trials. */
    private static final class Hungry implements TrialObserver {
        private volatile TrialDefinition trial;

        @Override
        public void onTraining(TrialDefinition started, Position from) {
            trial = started;
        }

        @Override
        public void onBatch(Position position, Step step, int images, double waited, double trained) {
            if (trial.equals(HUNGRY)) {
                throw new OutOfMemoryError("Java heap space");
            }
            if (trial.equals(HUNGRY_WORKER)) {
                // As the engine tells of one of its threads.
                throw new IllegalStateException("A unit of work failed", new OutOfMemoryError("Java heap space"));
            }
        }
    }
}
