package io.atelier.evaluator.view;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads some runs whole from the view's topics, however long ago the view has forgotten them. Thread-safe. */
final class WholeRuns {

    private static final Logger LOG = LoggerFactory.getLogger(WholeRuns.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaClients clients;

    WholeRuns(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * What the topics say about {@code runs} up to {@code ends}.
     *
     * @throws KafkaException if the broker does not give it in time
     */
    RunView read(Set<String> runs, Map<TopicPartition, Long> ends) {
        RunView whole = new RunView(runs.size());
        ViewRecords records = new ViewRecords(whole);
        try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            LogEnds.find(consumer, ends, PATIENCE, record -> {
                if (record.key() != null && runs.contains(RunView.runOf(record.key()))) {
                    accept(records, record);
                }
                return Optional.empty();
            });
        }
        return whole;
    }

    private static void accept(ViewRecords records, ConsumerRecord<String, byte[]> record) {
        try {
            records.accept(record);
        } catch (MalformedMessageException | RuntimeException e) {
            // The view's follower has made a dead letter of it.
            LOG.debug("Passed over {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
