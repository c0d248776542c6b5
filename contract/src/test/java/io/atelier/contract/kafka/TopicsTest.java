package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicsTest {

    /** The explicit partition must be that of Kafka's own partitioner: other clients compute it too. */
    @Test
    void shouldChooseThePartitionThatKafkaWouldChoose() {
        for (String key : List.of("night-1.fmnist_4.s7", "fashion-mnist/test/10000/b256", "", "é日")) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            assertThat(Topic.BATCHES.partitionOf(key)).isEqualTo(BuiltInPartitioner.partitionForKey(bytes, 8));
        }
        assertThat(Topic.CHECKPOINTS.partitionOf("night-1.fmnist_4.s7")).isBetween(0, 3);
        assertThat(Topic.TRIALS.partitionOf("night-1.fmnist_4.s7")).isZero();
    }

    @Test
    void shouldRefuseTopicsWithOtherPartitions() {
        assertThatCode(() -> Topics.requirePartitions(Map.of("atelier.trials", topic("atelier.trials", 1))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Topics.requirePartitions(Map.of(
                        "atelier.trials", topic("atelier.trials", 1), "atelier.batches", topic("atelier.batches", 3))))
                .isInstanceOf(KafkaException.class)
                .hasMessage(
                        "Expected topic atelier.batches with 8 partitions, found 3: delete it, or use another cluster");
    }

    private static TopicDescription topic(String name, int partitions) {
        return new TopicDescription(
                name,
                false,
                IntStream.range(0, partitions)
                        .mapToObj(i -> new TopicPartitionInfo(i, Node.noNode(), List.of(), List.of()))
                        .toList());
    }
}
