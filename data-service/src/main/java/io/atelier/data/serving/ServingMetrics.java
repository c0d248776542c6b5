package io.atelier.data.serving;

import io.atelier.contract.Topic;
import io.atelier.contract.message.Split;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;

/** What the serving of batches shows to Prometheus. Thread-safe. */
public final class ServingMetrics {

    private final Counter requests;
    private final MeterRegistry registry;
    private final Map<Split, Counter> served = new EnumMap<>(Split.class);
    private final Timer seconds;

    public ServingMetrics(MeterRegistry registry) {
        this.registry = registry;
        requests = Counter.builder("atelier.batch.requests")
                .description("Requests for batches that were read, answerable or not")
                .register(registry);
        // Shown from the start: so far none.
        deadLetters(Topic.BATCH_REQUESTS.topicName());
        for (Split split : Split.values()) {
            served.put(
                    split,
                    Counter.builder("atelier.batches.served")
                            .description("Batches published")
                            .tag("split", split.label())
                            .register(registry));
        }
        seconds = Timer.builder("atelier.batch.seconds")
                .description("Time to make and encode a batch")
                .publishPercentileHistogram(false)
                .register(registry);
    }

    void requestRead() {
        requests.increment();
    }

    void deadLettered(String topic) {
        deadLetters(topic).increment();
    }

    private Counter deadLetters(String topic) {
        return Counter.builder("atelier.dead.letters")
                .description("Records that could not be used, by the topic they were found on")
                .tag("topic", topic)
                .register(registry);
    }

    void batchServed(Split split) {
        served.get(split).increment();
    }

    Timer batchTimer() {
        return seconds;
    }
}
