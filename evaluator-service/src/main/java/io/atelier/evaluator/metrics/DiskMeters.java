package io.atelier.evaluator.metrics;

import io.atelier.contract.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each broker tells of its disks. */
final class DiskMeters {

    private static final Logger LOG = LoggerFactory.getLogger(DiskMeters.class);

    /** Of one broker; the others' figures wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<String> TOPICS =
            Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toUnmodifiableSet());

    private final MultiGauge topicBytes;
    private final MultiGauge bytes;
    private final MultiGauge usableBytes;
    private Set<Integer> silent = Set.of();

    DiskMeters(MeterRegistry registry) {
        topicBytes = BrokerMeters.gauge(
                registry, "atelier.topic.bytes", "What a topic's replicas on a broker occupy on its disks");
        bytes = BrokerMeters.gauge(
                registry, "atelier.broker.disk.bytes", "Size of the volume with a broker's log directory");
        usableBytes = BrokerMeters.gauge(
                registry, "atelier.broker.disk.usable.bytes", "What the volume of a broker's log directory has left");
    }

    BrokerQuestion question() {
        return new BrokerQuestion("disks", this::ask, topicBytes, bytes, usableBytes);
    }

    private void ask(Admin admin) throws ExecutionException, InterruptedException {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        DescribeLogDirsOptions options = new DescribeLogDirsOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
        show(answers(admin.describeLogDirs(brokers, options).descriptions()));
    }

    private Map<Integer, Map<String, LogDirDescription>> answers(
            Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> asked) throws InterruptedException {
        Map<Integer, Map<String, LogDirDescription>> answers = new TreeMap<>();
        Map<Integer, String> failures = new TreeMap<>();
        for (Map.Entry<Integer, KafkaFuture<Map<String, LogDirDescription>>> broker : asked.entrySet()) {
            try {
                answers.put(broker.getKey(), broker.getValue().get());
            } catch (ExecutionException e) {
                failures.put(broker.getKey(), e.getCause().toString());
            }
        }
        if (!failures.isEmpty() && !failures.keySet().equals(silent)) {
            LOG.warn("Brokers do not tell of their disks: {}", failures);
        }
        silent = new TreeSet<>(failures.keySet());
        return answers;
    }

    private void show(Map<Integer, Map<String, LogDirDescription>> brokers) {
        List<Row<?>> sizes = new ArrayList<>();
        List<Row<?>> usable = new ArrayList<>();
        List<Row<?>> topics = new ArrayList<>();
        brokers.forEach((broker, directories) -> {
            Tags ofBroker = Tags.of("broker", Integer.toString(broker));
            directories.forEach((path, directory) -> {
                Tags tags = ofBroker.and("directory", path);
                directory.totalBytes().ifPresent(size -> sizes.add(Row.of(tags, size)));
                directory.usableBytes().ifPresent(size -> usable.add(Row.of(tags, size)));
            });
            sizes(directories.values())
                    .forEach((topic, size) -> topics.add(Row.of(ofBroker.and("topic", topic), size)));
        });
        bytes.register(sizes, true);
        usableBytes.register(usable, true);
        topicBytes.register(topics, true);
    }

    /** What Atelier's topics occupy in all of a broker's directories. */
    private static Map<String, Long> sizes(Iterable<LogDirDescription> directories) {
        Map<String, Long> topics = new TreeMap<>();
        for (LogDirDescription directory : directories) {
            directory.replicaInfos().forEach((partition, replica) -> {
                if (TOPICS.contains(partition.topic())) {
                    topics.merge(partition.topic(), replica.size(), Long::sum);
                }
            });
        }
        return topics;
    }
}
