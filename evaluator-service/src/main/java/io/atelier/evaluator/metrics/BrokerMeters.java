package io.atelier.evaluator.metrics;

import io.atelier.contract.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the brokers know: how long the queue of trials is, what topics occupy and what the disks have left. Belongs
 * to one thread.
 */
public final class BrokerMeters {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerMeters.class);

    /** The share group of the trainers. */
    private static final String TRAINERS = "trainers";

    private static final Set<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toUnmodifiableSet());

    private final MultiGauge queue;
    private final MultiGauge topicBytes;
    private final MultiGauge diskBytes;
    private final MultiGauge diskUsableBytes;
    private boolean answering = true;

    public BrokerMeters(MeterRegistry registry) {
        queue = gauge(
                registry,
                "atelier.share.group.lag",
                "Trials in the queue that are not acknowledged: waiting or in hand");
        topicBytes =
                gauge(registry, "atelier.topic.bytes", "What a topic occupies on the brokers' disks, all replicas");
        diskBytes = gauge(registry, "atelier.broker.disk.bytes", "Size of the volume with a broker's log directory");
        diskUsableBytes = gauge(
                registry, "atelier.broker.disk.usable.bytes", "What the volume of a broker's log directory has left");
    }

    /** Asks the brokers. What they do not tell is not shown: an old value would look like a new one. */
    public void refresh(Admin admin) throws InterruptedException {
        try {
            queue.register(lag(admin), true);
            disks(admin);
            answering = true;
        } catch (ExecutionException e) {
            List.of(queue, topicBytes, diskBytes, diskUsableBytes).forEach(gauge -> gauge.register(List.of(), true));
            if (answering) {
                LOG.warn(
                        "The brokers do not tell of queue and disks: {}",
                        e.getCause().toString());
            }
            answering = false;
        }
    }

    private void disks(Admin admin) throws ExecutionException, InterruptedException {
        List<Row<?>> disks = new ArrayList<>();
        List<Row<?>> usable = new ArrayList<>();
        Map<String, Long> topics = new TreeMap<>();
        for (Map.Entry<Integer, Map<String, LogDirDescription>> broker :
                logDirs(admin).entrySet()) {
            broker.getValue().forEach((path, directory) -> {
                Tags tags = Tags.of("broker", Integer.toString(broker.getKey()), "directory", path);
                directory.totalBytes().ifPresent(bytes -> disks.add(Row.of(tags, bytes)));
                directory.usableBytes().ifPresent(bytes -> usable.add(Row.of(tags, bytes)));
                directory.replicaInfos().forEach((partition, replica) -> {
                    if (TOPICS.contains(partition.topic())) {
                        topics.merge(partition.topic(), replica.size(), Long::sum);
                    }
                });
            });
        }
        diskBytes.register(disks, true);
        diskUsableBytes.register(usable, true);
        topicBytes.register(rows(topics), true);
    }

    private static Map<Integer, Map<String, LogDirDescription>> logDirs(Admin admin)
            throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        return admin.describeLogDirs(brokers).allDescriptions().get();
    }

    /** Nothing before the first trainer has joined. */
    private static List<Row<?>> lag(Admin admin) throws ExecutionException, InterruptedException {
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
        return rows(topics);
    }

    private static List<Row<?>> rows(Map<String, Long> topics) {
        List<Row<?>> rows = new ArrayList<>();
        topics.forEach((topic, value) -> rows.add(Row.of(Tags.of("topic", topic), value)));
        return rows;
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
