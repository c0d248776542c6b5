package io.atelier.data.serving;

import io.atelier.contract.Topic;
import io.atelier.contract.message.Split;
import io.atelier.service.metrics.CommonMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the serving of batches shows to Prometheus. Thread-safe. */
public final class ServingMetrics {

    private final Counter requests;
    private final Consumer<String> deadLetters;
    private final Map<Split, Counter> served = new EnumMap<>(Split.class);
    private final Timer seconds;

    public ServingMetrics(MeterRegistry registry) {
        requests = Counter.builder("atelier.batch.requests")
                .description("Requests for records of images that were read, answerable or not")
                .register(registry);
        deadLetters = CommonMeters.deadLetters(registry, Topic.BATCH_REQUESTS);
        for (Split split : Split.values()) {
            served.put(
                    split,
                    Counter.builder("atelier.batches.served")
                            .description("Records of images published")
                            .tag("split", split.label())
                            .register(registry));
        }
        seconds = Timer.builder("atelier.batch.seconds")
                .description("Time to make and encode a record")
                .publishPercentileHistogram(false)
                .register(registry);
    }

    void requestRead() {
        requests.increment();
    }

    void deadLettered(String topic) {
        deadLetters.accept(topic);
    }

    void batchServed(Split split) {
        served.get(split).increment();
    }

    Timer batchTimer() {
        return seconds;
    }
}
