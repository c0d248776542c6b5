package io.atelier.evaluator.it;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads all committed records that a topic holds. */
final class TopicRecords {

    private TopicRecords() {}

    static List<ConsumerRecord<String, byte[]>> all(KafkaClients clients, Topic topic) {
        List<TopicPartition> partitions = topic.topicPartitions();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Those with a key, the oldest first. */
    static List<ConsumerRecord<String, byte[]>> withKey(KafkaClients clients, Topic topic, String key) {
        return all(clients, topic).stream()
                .filter(record -> key.equals(record.key()))
                .toList();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
