package io.atelier.evaluator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What only the brokers know: how long the queue of trials is, what topics occupy, what the disks have left, and which topics
 * are at risk. Each question stands alone: what one broker does not tell is missing, and nothing else. Belongs to one thread.
 */
public final class BrokerMeters {

    /** The share group of the trainers. */
    private static final String TRAINERS = "trainers";

    private final MultiGauge queue;
    private final List<BrokerQuestion> questions;

    public BrokerMeters(MeterRegistry registry) {
        queue = gauge(
                registry,
                "atelier.share.group.lag",
                "Trials in the queue that are not acknowledged: waiting or in hand");
        questions = List.of(
                new BrokerQuestion("the queue", this::queue, queue),
                new DiskMeters(registry).question(),
                new TopicRiskMeter(registry).question());
    }

    /** Asks the brokers. What they do not tell is not shown: an old value would look like a new one. */
    public void refresh(Admin admin) throws InterruptedException {
        for (BrokerQuestion question : questions) {
            question.ask(admin);
        }
    }

    /** Nothing before the first trainer has joined. */
    private void queue(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, Long> topics = new TreeMap<>();
        try {
            admin.listShareGroupOffsets(Map.of(TRAINERS, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(TRAINERS)
                    .get()
                    .forEach((partition, info) -> {
                        if (info != null && info.lag().isPresent()) {
                            topics.merge(partition.topic(), info.lag().get(), Long::sum);
                        }
                    });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
        List<Row<?>> rows = new ArrayList<>();
        topics.forEach((topic, lag) -> rows.add(Row.of(Tags.of("topic", topic), lag)));
        queue.register(rows, true);
    }

    static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
