package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class BrokerIT {

    @EveryKafka
    @Test
    void shouldHandOutAClientOfAClusterWithTopics() throws Exception {
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

        try (Admin admin = Broker.connect(clients, OptionalInt.empty(), Duration.ofSeconds(30), () -> false)
                .orElseThrow()) {
            assertThat(admin.listTopics().names().get()).contains(Topic.TRIALS.topicName());
        }
    }

    @Test
    void shouldSayWhereNoBrokerAnswersAndWhatToDo() throws IOException {
        String nowhere = nowhere();

        assertThatThrownBy(
                        () -> Broker.connect(clients(nowhere), OptionalInt.empty(), Duration.ofSeconds(1), () -> false))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("No Kafka broker answered at " + nowhere + " within 1 s: start one there, or"
                        + " set kafka.bootstrap.servers to where one runs; kafka.security.protocol is PLAINTEXT (");
    }

    @Test
    void shouldStopWaitingWhenAskedTo() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        assertThat(Broker.connect(
                        clients(nowhere()), OptionalInt.empty(), Duration.ofDays(1), () -> asked.incrementAndGet() > 1))
                .isEmpty();
    }

    private static KafkaClients clients(String servers) {
        return new KafkaClients(Map.of("bootstrap.servers", servers));
    }

    private static String nowhere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
