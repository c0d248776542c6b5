package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    /** Is given what a client was opened with. */
    public static final class Recorder implements MetricsReporter {

        static final Queue<Map<String, ?>> OPENED = new ConcurrentLinkedQueue<>();

        @Override
        public void configure(Map<String, ?> configuration) {
            OPENED.add(configuration);
        }

        @Override
        public void init(List<KafkaMetric> metrics) {}

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {}
    }

    /** Would catch a client that is opened with a list of settings of ours: racks, security, buffers are the user's. */
    @Test
    @SuppressWarnings("try") // opened, not used
    void shouldOpenEveryClientWithAllThatIsConfigured() {
        KafkaClients clients = new KafkaClients(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "client.rack",
                "zone-b",
                "metric.reporters",
                Recorder.class.getName()));

        try (var admin = clients.admin();
                var reader = clients.reader(Map.of());
                var binary = clients.binaryReader(Map.of());
                var member = clients.member("group", Map.of());
                var shareMember = clients.shareMember("group");
                var producer = clients.producer()) {
            assertThat(Recorder.OPENED).hasSize(6).allSatisfy(opened -> assertThat(opened.get("client.rack"))
                    .isEqualTo("zone-b"));
        }
    }
}
