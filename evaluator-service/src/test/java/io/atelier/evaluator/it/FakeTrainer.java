package io.atelier.evaluator.it;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.chunk.ChunkManifest;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import io.atelier.engine.Network;
import io.atelier.evaluator.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes what data service and trainer would, one transaction at a time. */
final class FakeTrainer implements AutoCloseable {

    /** What trials are trained on where nothing else is said. */
    private static final DatasetDescription DATASET = described("synthetic", new Shape(28, 28, 1), Samples.CLASSES);

    private final Producer<String, byte[]> producer;

    FakeTrainer(KafkaClients clients) throws ExecutionException, InterruptedException {
        producer = clients.transactional("fake-trainer");
        producer.initTransactions();
        describe(DATASET);
    }

    static DatasetDescription described(String name, Shape image, List<String> classes) {
        return new DatasetDescription(
                DatasetDescription.SCHEMA,
                name,
                image,
                classes,
                1000,
                400,
                Samples.SHA256,
                new DatasetSource("drawn", "", Map.of()));
    }

    void describe(DatasetDescription dataset) throws ExecutionException, InterruptedException {
        publish(List.of(new ProducerRecord<>(Topic.DATASETS.topicName(), 0, dataset.id(), Json.write(dataset))));
    }

    void count(DatasetStatistics statistics) throws ExecutionException, InterruptedException {
        String key = DatasetStatistics.key(statistics.dataset());
        publish(List.of(new ProducerRecord<>(Topic.DATASETS.topicName(), 0, key, Json.write(statistics))));
    }

    static TrialDefinition definition(String run, String architecture, int testImages) {
        return definition(run, architecture, testImages, DATASET.id());
    }

    static TrialDefinition definition(String run, String architecture, int testImages, String dataset) {
        return definition(run, 1, architecture, testImages, dataset);
    }

    static TrialDefinition definition(String run, int runTrials, String architecture, int testImages, String dataset) {
        return definition(
                run, runTrials, TestTrials.architecture(architecture), testImages, TestTrials.dataset(dataset));
    }

    static TrialDefinition definition(
            String run, int runTrials, Architecture architecture, int testImages, DatasetReference reference) {
        StreamDefinition train =
                new StreamDefinition(reference, Split.TRAIN, 1000, 800, Holdout.tail(0.2), List.of(), 128, 1);
        StreamDefinition validation =
                new StreamDefinition(reference, Split.VALIDATION, 1000, 200, Holdout.tail(0.2), List.of(), 128, 0);
        StreamDefinition test =
                new StreamDefinition(reference, Split.TEST, testImages, testImages, Holdout.NONE, List.of(), 128, 0);
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                run,
                runTrials,
                architecture.name(),
                architecture,
                TestTrials.recipe(train, 3, 2),
                1,
                "quick",
                train,
                validation,
                test,
                null,
                null);
    }

    void queued(TrialDefinition definition) throws ExecutionException, InterruptedException {
        publish(List.of(event(TrialEvent.queued(definition, Instant.now()))));
    }

    void removed(TrialDefinition definition) throws ExecutionException, InterruptedException {
        String trial = definition.trial();
        publish(List.of(new ProducerRecord<>(
                Topic.TRIAL_EVENTS.topicName(), Topic.TRIAL_EVENTS.partitionOf(trial), trial, null)));
    }

    void running(TrialDefinition definition) throws ExecutionException, InterruptedException {
        publish(List.of(event(TrialEvent.running(definition, Instant.now(), "trainer-1", 1, 0))));
    }

    /** Metrics, checkpoint and event of an epoch, as a trainer commits them. Returns the checkpoint's bytes. */
    byte[] epoch(TrialDefinition definition, int epoch, double valLoss, boolean best, List<Tensor> parameters)
            throws ExecutionException, InterruptedException {
        EpochMetrics metrics = new EpochMetrics(
                EpochMetrics.SCHEMA,
                definition.trial(),
                epoch,
                0.5,
                0.8,
                valLoss,
                0.75,
                1.5,
                533,
                best,
                Network.sha256(parameters));
        byte[] checkpoint =
                checkpoint(definition.trial(), epoch, definition.architecture().name(), parameters);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        records.add(new ProducerRecord<>(
                Topic.EPOCHS.topicName(),
                Topic.EPOCHS.partitionOf(definition.trial()),
                metrics.key(),
                Json.write(metrics)));
        records.addAll(chunks(
                definition.trial(), epoch, definition.architecture().name(), Network.sha256(parameters), checkpoint));
        records.add(event(TrialEvent.running(definition, Instant.now(), "trainer-1", 1, epoch)));
        publish(records);
        return checkpoint;
    }

    void ended(TrialDefinition definition, TrialResult result) throws ExecutionException, InterruptedException {
        publish(List.of(event(TrialEvent.ended(definition, Instant.now(), "trainer-1", 1, result))));
    }

    void failed(TrialDefinition definition, String message) throws ExecutionException, InterruptedException {
        Failure failure = new Failure(Failure.Code.INTERNAL, message);
        publish(List.of(event(TrialEvent.failed(definition, Instant.now(), "trainer-1", 1, 0, failure))));
    }

    static byte[] checkpoint(String trial, int epoch, String architecture, List<Tensor> parameters) {
        return Safetensors.write(new TensorFile(
                Map.of(
                        "trial",
                        trial,
                        "epoch",
                        Integer.toString(epoch),
                        "architecture",
                        architecture,
                        ChunkManifest.PARAMS_SHA256,
                        Network.sha256(parameters)),
                parameters));
    }

    static List<ProducerRecord<String, byte[]>> chunks(
            String trial, int epoch, String architecture, String paramsSha256, byte[] checkpoint) {
        return Chunks.split(
                Topic.CHECKPOINTS,
                trial,
                "e" + epoch,
                epoch,
                checkpoint,
                Map.of("architecture", architecture, ChunkManifest.PARAMS_SHA256, paramsSha256));
    }

    void publish(List<ProducerRecord<String, byte[]>> records) throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        for (ProducerRecord<String, byte[]> record : records) {
            producer.send(record).get();
        }
        producer.commitTransaction();
    }

    private static ProducerRecord<String, byte[]> event(TrialEvent event) {
        String trial = event.definition().trial();
        return new ProducerRecord<>(
                Topic.TRIAL_EVENTS.topicName(), Topic.TRIAL_EVENTS.partitionOf(trial), trial, Json.write(event));
    }

    @Override
    public void close() {
        producer.close();
    }
}
