package io.atelier.data;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning, committed records only, for tests. */
public final class Reader implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Consumer<String, byte[]> consumer;

    public Reader(KafkaClients clients, Topic topic) {
        consumer = clients.reader(Map.of());
        List<TopicPartition> partitions = topic.topicPartitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The next {@code count} records that are {@code wanted}; fewer if they do not come in half a minute. */
    public List<ConsumerRecord<String, byte[]>> next(int count, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (found.size() < count && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                if (wanted.test(message)) {
                    found.add(message);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
