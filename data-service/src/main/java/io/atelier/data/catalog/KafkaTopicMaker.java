package io.atelier.data.catalog;

import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.MakingListener;
import io.atelier.data.topic.TopicDatasets;
import io.atelier.data.topic.TopicVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Makes datasets of the topics of a broker. Thread-safe. Owns its clients, which it opens when they are needed. */
final class KafkaTopicMaker implements TopicMaker, AutoCloseable {

    /** For an answer about the end of a topic. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final ToDoubleFunction<String> unreadableShare;
    private final Path packs;
    private final Consumer<String> deadLetters;
    private Admin admin;
    private Producer<String, byte[]> producer;

    /**
     * @param packs folder for what is made
     * @param unreadableShare of the records of a topic that may be left out, by the name of the dataset
     * @param deadLetters is told of every record of a topic that is left out
     */
    KafkaTopicMaker(
            KafkaClients clients, Path packs, ToDoubleFunction<String> unreadableShare, Consumer<String> deadLetters) {
        this.clients = clients;
        this.packs = packs;
        this.unreadableShare = unreadableShare;
        this.deadLetters = deadLetters;
    }

    @Override
    public TopicVersion now(TopicRequest request) throws DatasetException, InterruptedException {
        return datasets().now(request);
    }

    @Override
    public Dataset open(String name, TopicVersion version, MakingListener listener)
            throws DatasetException, InterruptedException {
        return datasets().open(name, version, unreadableShare.applyAsDouble(name), listener);
    }

    @Override
    public Dataset openAgain(DatasetDescription known, MakingListener listener)
            throws DatasetException, InterruptedException {
        return datasets().openAgain(known, listener);
    }

    private TopicDatasets datasets() {
        return new TopicDatasets(clients, packs, new DeadLetterPublisher(producer(), "data-service", deadLetters));
    }

    @Override
    public void publish(Dataset dataset) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : DatasetRecords.of(dataset)) {
            sent.add(producer().send(record));
        }
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot describe dataset " + dataset.description().id() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public long end() throws InterruptedException {
        return LogEnds.of(admin(), Topic.DATASETS.topicPartitions())
                .get(Topic.DATASETS.topicPartitions().get(0));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin(Map.of(
                    CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                    CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS));
        }
        return admin;
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = clients.producer();
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(CLOSE);
        }
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
