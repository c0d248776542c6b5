package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.engine.NativeRuntime;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.Position;
import io.atelier.trainer.training.TrainingState;
import io.atelier.trainer.training.TrainingStateCodec;
import io.atelier.trainer.training.Trials;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class OtherArithmeticIT {

    private static final TrialDefinition FOREIGN = Trials.plain("foreign", "fmnist_3", 64, 32, 1);
    private static final TrialDefinition OURS = Trials.plain("after-foreign", "fmnist_3", 64, 32, 1);

    /** Not continued, not failed, not destroyed, and not taken again and again. */
    @Test
    void shouldLeaveATrialOfAnotherArithmeticToTrainersThatHaveIt() throws Exception {
        NativeRuntime.start(1);
        Kafka.admin().close();
        List<ProducerRecord<String, byte[]>> state =
                Chunks.split(Topic.TRAINING_STATE, FOREIGN.trial(), "a", 1, foreignState(), Map.of());
        for (ProducerRecord<String, byte[]> record : state) {
            Kafka.send(record);
        }
        // As the trainer that began it gave it back.
        Kafka.send(Topic.TRIAL_EVENTS, FOREIGN.trial(), Json.write(TrialEvent.queued(FOREIGN, Instant.now(), 1, 0)));
        Kafka.send(Topic.TRIALS, FOREIGN.trial(), Json.write(FOREIGN));
        Kafka.queue(OURS);

        try (BatchAnswerer answerer = new BatchAnswerer();
                TestTrainer trainer = new TestTrainer("one", Duration.ofHours(1), new TrialObserver() {})) {
            assertThat(answerer).isNotNull();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        List<TrialEvent> events = events(OURS);
                        return !events.isEmpty()
                                && events.get(events.size() - 1).state() == TrialState.COMPLETED;
                    });
            trainer.stop();
        }

        List<TrialEvent> events = events(FOREIGN);
        assertThat(events).extracting(TrialEvent::state).containsOnly(TrialState.QUEUED);
        assertThat(events).extracting(TrialEvent::attempt).containsExactly(1, 1);
        assertThat(Kafka.read(Topic.TRIALS, FOREIGN.trial())).hasSize(1);
        assertThat(Kafka.read(Topic.DEAD_LETTERS, FOREIGN.trial())).isEmpty();
        assertThat(Kafka.read(Topic.TRAINING_STATE, FOREIGN.trial() + "/a/manifest"))
                .hasSize(1)
                .allSatisfy(record -> assertThat(record.value()).isNotNull());
    }

    private static byte[] foreignState() throws Exception {
        Position position = new Position(1, 1, 1, 2.5, 16, 32, 1, 0, 0);
        List<Tensor> tensors = List.of(Tensor.ofFloats("dense.weight", new float[] {1, 2}, 1, 2));
        byte[] state =
                TrainingStateCodec.write(FOREIGN, new TrainingState(position, Optional.empty(), tensors, tensors));
        TensorFile file = Safetensors.read(ByteBuffer.wrap(state), Safetensors.Limits.DEFAULT);
        Map<String, String> metadata = new HashMap<>(file.metadata());
        metadata.put("arithmetic", "999");
        return Safetensors.write(new TensorFile(metadata, file.tensors()));
    }

    private static List<TrialEvent> events(TrialDefinition trial) throws Exception {
        List<TrialEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : Kafka.read(Topic.TRIAL_EVENTS, trial.trial())) {
            events.add(Json.read(record.value(), TrialEvent.class));
        }
        return events;
    }
}
