package io.atelier.trainer.progress;

import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.Environment;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.engine.Arithmetic;
import io.atelier.trainer.training.EpochEnd;
import io.atelier.trainer.training.TrainingState;
import io.atelier.trainer.training.TrainingStateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of one trial's progress; all go to the partition of the trial. */
final class ProgressRecords {

    private static final String ARITHMETIC = Integer.toString(Arithmetic.NUMBER);

    private final TrialDefinition definition;
    private final String trial;
    private final String architecture;
    private final Environment environment;

    ProgressRecords(TrialDefinition definition, Environment environment) {
        this.environment = environment;
        this.definition = definition;
        this.trial = definition.trial();
        this.architecture = definition.architecture().name();
    }

    List<ProducerRecord<String, byte[]>> state(String slot, long sequence, TrainingState state) {
        byte[] value = TrainingStateCodec.write(definition, state);
        return Chunks.split(Topic.TRAINING_STATE, trial, slot, sequence, value, Map.of("architecture", architecture));
    }

    /** The metrics and the checkpoint. */
    List<ProducerRecord<String, byte[]>> epochEnd(EpochEnd end) {
        EpochMetrics metrics = end.metrics();
        String epoch = Integer.toString(metrics.epoch());
        byte[] checkpoint = Safetensors.write(new TensorFile(
                Map.of(
                        "trial",
                        trial,
                        "epoch",
                        epoch,
                        "architecture",
                        architecture,
                        ChunkManifest.PARAMS_SHA256,
                        metrics.paramsSha256(),
                        "arithmetic",
                        ARITHMETIC),
                end.parameters()));
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(Chunks.split(
                Topic.CHECKPOINTS,
                trial,
                "e" + epoch,
                metrics.epoch(),
                checkpoint,
                Map.of("architecture", architecture, ChunkManifest.PARAMS_SHA256, metrics.paramsSha256())));
        records.add(record(Topic.EPOCHS, metrics.key(), metrics));
        return records;
    }

    ProducerRecord<String, byte[]> event(TrialEvent event) {
        return eventAsItIs(event.trainer() == null ? event : event.in(environment));
    }

    /** Of a trainer that need not be this one. */
    ProducerRecord<String, byte[]> eventAsItIs(TrialEvent event) {
        return record(Topic.TRIAL_EVENTS, trial, event);
    }

    List<ProducerRecord<String, byte[]>> noState(Map<String, Integer> slots) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        slots.forEach((slot, chunks) -> records.addAll(Chunks.tombstones(Topic.TRAINING_STATE, trial, slot, chunks)));
        return records;
    }

    private ProducerRecord<String, byte[]> record(Topic topic, String key, Object message) {
        return Placement.record(topic, trial, key, message);
    }
}
