package io.atelier.service.metrics;

import io.atelier.contract.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Registers meters and hands out what feeds them. */
public final class CommonMeters {

    private CommonMeters() {}

    /**
     * Dead letters by topic.
     *
     * @param read where the service finds records that it may not be able to use: shown from the start, since an increase
     *     from nothing to one would not be seen
     * @return takes the name of the topic of every record that could not be used; thread-safe
     */
    public static Consumer<String> deadLetters(MeterRegistry registry, Topic... read) {
        for (Topic topic : read) {
            deadLetters(registry, topic.topicName());
        }
        return topic -> deadLetters(registry, topic).increment();
    }

    /**
     * Dead letters of topics that are not Atelier's own: counted together, since there may be any number of them.
     *
     * @return takes the name of the topic of every record that could not be used; thread-safe
     */
    public static Consumer<String> imageDeadLetters(MeterRegistry registry) {
        Counter images = deadLetters(registry, "images");
        return topic -> images.increment();
    }

    private static Counter deadLetters(MeterRegistry registry, String topic) {
        return Counter.builder("atelier.dead.letters")
                .description("Records that could not be used, by the topic they were found on")
                .tag("topic", topic)
                .register(registry);
    }

    /** Repeated requests for batches: to be run at each of them; thread-safe. */
    public static Runnable repeatedRequests(MeterRegistry registry) {
        return Counter.builder("atelier.batch.requests.repeated")
                .description("Times that batches did not come and were asked for again")
                .register(registry)::increment;
    }

    /** What the networks are computed with. */
    public static void engine(
            MeterRegistry registry,
            Supplier<Number> vectorBits,
            Supplier<Number> threads,
            Supplier<Number> nativeBytes,
            Supplier<Number> residentBytes) {
        gauge(
                registry,
                "atelier.vector.bits",
                "Width of the vectors of the arithmetic; below 128 the JVM has no vector instructions",
                vectorBits);
        gauge(registry, "atelier.engine.threads", "CPU threads of the arithmetic", threads);
        gauge(registry, "atelier.native.memory.bytes", "Memory outside of the heap for tensors", nativeBytes);
        gauge(
                registry,
                "atelier.resident.memory.bytes",
                "Memory of the machine that the process occupies, heap and all",
                residentBytes);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
