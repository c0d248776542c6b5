package io.atelier.evaluator.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** How far the view has read, for threads that wait until it has read far enough. Thread-safe. */
final class ReadPositions {

    private final Map<TopicPartition, Long> positions = new HashMap<>();

    synchronized void update(Map<TopicPartition, Long> latest) {
        if (!positions.equals(latest)) {
            positions.clear();
            positions.putAll(latest);
            notifyAll();
        }
    }

    /** Waits until every partition has been read up to {@code targets}; false if that takes longer than {@code timeout}. */
    synchronized boolean await(Map<TopicPartition, Long> targets, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!reached(targets)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            // At least a millisecond: 0 would wait for ever.
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return true;
    }

    private boolean reached(Map<TopicPartition, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(target -> positions.getOrDefault(target.getKey(), -1L) >= target.getValue());
    }
}
