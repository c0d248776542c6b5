package io.atelier.evaluator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class BrokerMetersIT {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final BrokerMeters meters = new BrokerMeters(registry);

    /** Would catch figures that go on looking like news when nobody answers any more. */
    @Test
    void shouldShowWhatTheBrokersTellAndNothingElse() throws Exception {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        try (Admin admin = clients.admin();
                Producer<String, byte[]> producer = clients.producer()) {
            Topics.createMissing(admin);
            producer.send(new ProducerRecord<>(Topic.TRIALS.topicName(), new byte[5_000]))
                    .get();

            meters.refresh(admin);
        }
        assertThat(registry.get("atelier.topic.bytes")
                        .tag("topic", Topic.TRIALS.topicName())
                        .gauge()
                        .value())
                .isGreaterThan(5_000);
        assertThat(registry.find("atelier.topic.bytes").gauges()).hasSize(Topic.values().length);
        double disk = registry.get("atelier.broker.disk.bytes").gauge().value();
        assertThat(registry.get("atelier.broker.disk.usable.bytes").gauge().value())
                .isBetween(1.0, disk);
        assertThat(registry.get("atelier.topics.at.risk").gauge().value()).isZero();

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Admin nobody = clients.admin(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + taken.getLocalPort(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 500,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000))) {
            meters.refresh(nobody);
        }

        assertThat(registry.getMeters()).isEmpty();
    }

    /** Would catch one broker's silence that empties the figures of all. */
    @Test
    void shouldMissNothingButTheDisksOfABrokerThatDoesNotAnswer() throws Exception {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        try (Admin admin = clients.admin()) {
            Topics.createMissing(admin);

            meters.refresh(withSilentBroker(admin));
        }

        assertThat(registry.find("atelier.broker.disk.bytes").gauges()).hasSize(1);
        assertThat(registry.find("atelier.topic.bytes").gauges()).hasSize(Topic.values().length);
        assertThat(registry.find("atelier.topics.at.risk").gauges()).hasSize(1);
    }

    /** Also asks a broker that is not there for its disks. */
    private static Admin withSilentBroker(Admin admin) {
        InvocationHandler silent = (proxy, method, arguments) -> {
            if (!method.getName().equals("describeLogDirs")) {
                return method.invoke(admin, arguments);
            }
            List<Integer> brokers = Stream.concat(
                            ((Collection<?>) arguments[0]).stream().map(Integer.class::cast), Stream.of(99))
                    .toList();
            return admin.describeLogDirs(brokers, new DescribeLogDirsOptions().timeoutMs(1_000));
        };
        return (Admin) Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, silent);
    }
}
