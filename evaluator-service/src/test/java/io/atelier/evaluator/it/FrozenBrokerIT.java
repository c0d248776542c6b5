package io.atelier.evaluator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The evaluator while its broker hangs, and while nobody has a run's images. */
class FrozenBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DOWNLOADS = 230;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Would catch waits without a bound on the threads that all requests share. */
    @Test
    void shouldAnswerEveryRequestInTimeWhileTheBrokerHangs() throws Exception {
        NativeRuntime.start(1);
        try (BrokerProcess broker = BrokerProcess.start()) {
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
            try (Admin admin = clients.admin()) {
                Topics.createMissing(admin);
            }
            TrialDefinition trial = FakeTrainer.definition("frozen", "fmnist_3", 128);
            byte[] model = train(clients, trial);
            BatchAnswerer answerer = new BatchAnswerer(clients);
            try (ServiceProcess service = ServiceProcess.startAndAwait(broker.bootstrapServers())) {
                await().atMost(PATIENCE).until(() -> service.json("/api/runs/frozen/results")
                        .path("complete")
                        .asBoolean());
                assertThat(service.get("/api/trials/frozen.fmnist_3.s1/model").body())
                        .isEqualTo(model);

                broker.freeze();
                assertBusyButAlive(service);
                broker.thaw();

                await().atMost(PATIENCE).until(() -> service.status("/api/trials/frozen.fmnist_3.s1/model") == 200);
            } finally {
                answerer.stop();
            }
        }
    }

    /** Would catch a page that holds up scoring, that is slow each time, or that leaves dead letters. */
    @Test
    void shouldScoreOtherRunsWhilePagesWaitForImagesThatNobodyHas() throws Exception {
        NativeRuntime.start(1);
        try (BrokerProcess broker = BrokerProcess.start()) {
            KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
            try (Admin admin = clients.admin()) {
                Topics.createMissing(admin);
            }
            BatchAnswerer answerer = new BatchAnswerer(clients);
            answerer.leaveUnanswered("elsewhere");
            try (FakeTrainer trainer = new FakeTrainer(clients);
                    ServiceProcess service = ServiceProcess.startAndAwait(broker.bootstrapServers())) {
                trainer.running(FakeTrainer.definition("unserved", "fmnist_3", 200, "elsewhere"));
                await().atMost(PATIENCE).until(() -> service.status("/api/runs/unserved/results") == 200);
                List<CompletableFuture<HttpResponse<byte[]>>> pages = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    pages.add(get(service, "/runs/unserved"));
                }

                TrialDefinition served = FakeTrainer.definition("served", "fmnist_3", 200);
                trainer.running(served);
                trainer.epoch(served, 1, 0.5, true, parameters());
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !TopicRecords.withKey(clients, Topic.EVALUATIONS, served.trial() + "/1")
                                .isEmpty());

                for (CompletableFuture<HttpResponse<byte[]>> page : pages) {
                    assertThat(page.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                }
                long start = System.nanoTime();
                assertThat(service.status("/runs/unserved")).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("remembers that they did not come")
                        .isLessThan(Duration.ofSeconds(2));
                assertThat(TopicRecords.all(clients, Topic.BATCH_REQUESTS))
                        .filteredOn(request -> request.key().contains("elsewhere"))
                        .as("requests for the sake of pages say so")
                        .hasSizeBetween(1, 2)
                        .allMatch(request -> request.headers().lastHeader("optional") != null);
                assertThat(TopicRecords.all(clients, Topic.DEAD_LETTERS)).isEmpty();
            } finally {
                answerer.stop();
            }
        }
    }

    private void assertBusyButAlive(ServiceProcess service) throws Exception {
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<byte[]>>> downloads = new ArrayList<>();
        for (int i = 0; i < DOWNLOADS; i++) {
            downloads.add(get(service, "/api/trials/frozen.fmnist_3.s1/model"));
        }
        Duration slowest = Duration.ZERO;
        while (!downloads.stream().allMatch(CompletableFuture::isDone)) {
            for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/api/runs/frozen/results")) {
                long asked = System.nanoTime();
                int status = service.status(path);
                Duration took = Duration.ofNanos(System.nanoTime() - asked);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                assertThat(status).as(path).isIn(200, path.startsWith("/api") ? 503 : 200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
        // A second when the machine has nothing else to do.
        assertThat(slowest).isLessThan(Duration.ofSeconds(3));
        for (CompletableFuture<HttpResponse<byte[]>> download : downloads) {
            HttpResponse<byte[]> answer = download.get();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> get(ServiceProcess service, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] train(KafkaClients clients, TrialDefinition trial) throws Exception {
        try (FakeTrainer trainer = new FakeTrainer(clients)) {
            List<Tensor> parameters = parameters();
            trainer.queued(trial);
            trainer.running(trial);
            byte[] model = trainer.epoch(trial, 1, 0.5, true, parameters);
            trainer.ended(trial, new TrialResult(1, 1, 1.5, 533, Network.sha256(parameters)));
            return model;
        }
    }

    private static List<Tensor> parameters() throws Exception {
        try (Network network = Network.create(StudyNetworks.named("fmnist_3"), 1)) {
            return network.parameters();
        }
    }
}
