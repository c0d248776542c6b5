package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.kafka.KafkaClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RunPublisherTest {

    private static final int CALLERS = 6;

    /** A broker that takes connections and never answers. Callers waited for each other: 20, 30, ... 70 s. */
    @Test
    void shouldAnswerEveryCallerWithinOneBoundWhileTheBrokerHangs() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunPublisher publisher = publisher(broker)) {
            Callable<Duration> call = () -> {
                long start = System.nanoTime();
                assertThat(failure(publisher)).isInstanceOf(KafkaException.class);
                return Duration.ofNanos(System.nanoTime() - start);
            };

            List<Duration> waits = new ArrayList<>();
            for (Future<Duration> wait : callers.invokeAll(Collections.nCopies(CALLERS, call))) {
                waits.add(wait.get());
            }

            assertThat(waits).hasSize(CALLERS).allSatisfy(wait -> assertThat(wait)
                    .isLessThan(RunPublisher.READ.plusSeconds(3)));
        } finally {
            callers.shutdownNow();
        }
    }

    private static RunPublisher publisher(ServerSocket broker) throws IOException {
        String address = broker.getInetAddress().getHostAddress() + ":" + broker.getLocalPort();
        return new RunPublisher(new KafkaClients(Map.of("bootstrap.servers", address)), Clock.systemUTC());
    }

    private static Throwable failure(RunPublisher publisher) {
        try {
            publisher.read(PlannedRuns::runs);
            return null;
        } catch (KafkaException e) {
            return e;
        }
    }
}
