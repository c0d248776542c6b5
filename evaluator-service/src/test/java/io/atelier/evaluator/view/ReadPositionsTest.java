package io.atelier.evaluator.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {

    private static final TopicPartition FIRST = new TopicPartition("topic", 0);
    private static final TopicPartition SECOND = new TopicPartition("topic", 1);

    private final ReadPositions positions = new ReadPositions();

    @Test
    void shouldNotBeThereBeforeEveryPartitionIs() throws Exception {
        Map<TopicPartition, Long> targets = Map.of(FIRST, 5L, SECOND, 0L);

        assertThat(positions.await(targets, Duration.ZERO)).isFalse();
        positions.update(Map.of(FIRST, 5L));
        assertThat(positions.await(targets, Duration.ZERO)).isFalse();
        positions.update(Map.of(FIRST, 4L, SECOND, 0L));
        assertThat(positions.await(targets, Duration.ofMillis(5))).isFalse();
        positions.update(Map.of(FIRST, 6L, SECOND, 0L));
        assertThat(positions.await(targets, Duration.ZERO)).isTrue();
    }

    @Test
    void shouldWakeWhoWaits() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return positions.await(Map.of(FIRST, 1L), Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        positions.update(Map.of(FIRST, 1L));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
