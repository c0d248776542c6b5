package io.atelier.local.broker;

import io.atelier.contract.Topic;
import io.atelier.local.process.Loopback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a broker keeps its data and on which ports of the loopback interface it listens.
 *
 * @param directory its data; the same directory gives the same cluster again
 * @param port for clients
 * @param node its place among the brokers
 * @param others further settings, which win over those made here
 */
public record BrokerSettings(Path directory, int port, ClusterNode node, Map<String, String> others) {

    static final String HOST = Loopback.HOST;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    public BrokerSettings {
        directory = directory.toAbsolutePath();
        others = Map.copyOf(others);
    }

    /** Of a cluster of one. */
    public BrokerSettings(Path directory, int port, int controllerPort) {
        this(directory, port, ClusterNode.single(controllerPort), Map.of());
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /**
     * A stock broker, except that one or a few nodes must do and that little memory and disk are used: message size limits
     * and retention of topics stay as Kafka ships them.
     *
     * @throws IOException if Kafka can't be told of this directory
     */
    Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.put("node.id", Integer.toString(node.number()));
        properties.put("process.roles", "broker,controller");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        // Static voters: unlike voters in the metadata log, their port may differ at the next start.
        properties.put("controller.quorum.voters", voters());
        properties.put(
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER_LISTENER + "://" + HOST + ":"
                        + node.controllerPort());
        properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("log.dirs", logDirectory());
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        replicas(properties);
        smallFootprint(properties);
        properties.putAll(others);
        return properties;
    }

    /** As Kafka takes it: a comma would end it, so a path with one is told from where this process runs. */
    private String logDirectory() throws IOException {
        Path path = directory.toString().contains(",")
                ? Path.of("").toAbsolutePath().relativize(directory)
                : directory;
        if (path.toString().contains(",")) {
            throw new IOException("Kafka can't use a directory with a comma in its path");
        }
        return path.toString();
    }

    private String voters() {
        return IntStream.rangeClosed(1, node.brokers())
                .mapToObj(voter ->
                        voter + "@" + HOST + ":" + node.controllerPorts().get(voter - 1))
                .collect(Collectors.joining(","));
    }

    /** Of three brokers one may be away, and nothing waits or is lost. */
    private void replicas(Properties properties) {
        String replicas = Integer.toString(Math.min(node.brokers(), Topic.SAFE_REPLICAS));
        String minInsync = node.brokers() >= Topic.SAFE_REPLICAS ? "2" : "1";
        properties.put("default.replication.factor", replicas);
        properties.put("min.insync.replicas", minInsync);
        properties.put("offsets.topic.replication.factor", replicas);
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", replicas);
        properties.put("transaction.state.log.min.isr", minInsync);
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", replicas);
        properties.put("share.coordinator.state.topic.min.isr", minInsync);
        properties.put("share.coordinator.state.topic.num.partitions", "4");
    }

    private static void smallFootprint(Properties properties) {
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        // Old segments go soon after their time, not minutes later: a run writes a few MB each second.
        properties.put("log.retention.check.interval.ms", "10000");
        properties.put("log.cleaner.backoff.ms", "5000");
        properties.put("log.segment.delete.delay.ms", "5000");
        properties.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
        properties.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
        properties.put("share.coordinator.state.topic.segment.bytes", Integer.toString(16 << 20));
        properties.put("metadata.log.segment.bytes", Integer.toString(16 << 20));
        properties.put("metadata.max.retention.bytes", Integer.toString(64 << 20));
    }
}
