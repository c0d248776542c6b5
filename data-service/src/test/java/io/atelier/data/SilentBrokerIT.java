package io.atelier.data;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service with a broker that takes connections and never says a word. */
@QuarkusTest
@QuarkusTestResource(value = SilentBrokerIT.SilentBroker.class, restrictToAnnotatedClass = true)
@TestProfile(SilentBrokerIT.Patient.class)
class SilentBrokerIT {

    private static final int REQUESTS = 100;

    /** A socket whose connections the system accepts, and nobody else. */
    public static final class SilentBroker implements QuarkusTestResourceLifecycleManager {

        private ServerSocket socket;

        @Override
        public Map<String, String> start() {
            try {
                socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + socket.getLocalPort());
        }

        @Override
        public void stop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits for its broker for longer than the test lasts. */
    public static class Patient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "atelier.data.dataset", "synthetic",
                    "atelier.data.startup-timeout", "10m");
        }
    }

    /** Would catch waits without a bound on the threads that all requests share. */
    @Test
    void shouldBeAliveAndAnswerAllWhoAskForRuns() throws Exception {
        given().get("/q/health/live").then().statusCode(200);
        ExecutorService clients = Executors.newFixedThreadPool(REQUESTS);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                answers.add(clients.submit(() -> given().get("/runs").statusCode()));
            }
            long start = System.nanoTime();
            while (!answers.stream().allMatch(Future::isDone)) {
                given().get("/q/health/live").then().statusCode(200);
                given().get("/q/metrics").then().statusCode(200);
                given().get("/q/health/ready").then().statusCode(503);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(1, TimeUnit.SECONDS)).isEqualTo(503);
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
