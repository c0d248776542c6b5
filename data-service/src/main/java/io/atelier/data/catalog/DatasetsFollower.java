package io.atelier.data.catalog;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of datasets from its beginning and follows it, in one thread, until that is interrupted. */
public final class DatasetsFollower {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetsFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final List<TopicPartition> PARTITIONS = Topic.DATASETS.topicPartitions();

    private final KafkaClients clients;
    private final KnownDatasets known;

    DatasetsFollower(KafkaClients clients, KnownDatasets known) {
        this.clients = clients;
        this.known = known;
    }

    /** Never returns. */
    public void run() throws InterruptedException {
        boolean stopped = false;
        while (!stopped) {
            try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
                stopped = followUntilInterrupted(consumer);
            } catch (KafkaException e) {
                Refusal.rethrow(e);
                // What was read is read again, which changes nothing.
                LOG.warn("Following {} begins again in {} s", PARTITIONS, RETRY_DELAY.toSeconds(), e);
                Thread.sleep(RETRY_DELAY.toMillis());
            }
        }
        throw new InterruptedException("Following the datasets was interrupted");
    }

    /** Returns true, the interrupt taken back: it would disturb the closing of the consumer. */
    private boolean followUntilInterrupted(Consumer<String, byte[]> consumer) {
        try {
            consumer.assign(PARTITIONS);
            consumer.seekToBeginning(PARTITIONS);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(this::accept);
                known.readUpTo(consumer.position(PARTITIONS.get(0)));
            }
        } catch (InterruptException e) {
            LOG.debug("The datasets are followed no more", e);
        }
        Thread.interrupted();
        return true;
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        String key = record.key();
        try {
            if (key == null || DatasetStatistics.isKey(key)) {
                return;
            }
            if (record.value() == null) {
                known.remove(key);
                return;
            }
            DatasetDescription dataset = Json.read(record.value(), DatasetDescription.class);
            if (!dataset.id().equals(key)) {
                throw new MalformedMessageException("Expected the key " + dataset.id());
            }
            known.put(dataset);
        } catch (MalformedMessageException e) {
            // The evaluator, which reads this topic too, dead-letters it.
            LOG.warn(
                    "Ignoring the record {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }
}
