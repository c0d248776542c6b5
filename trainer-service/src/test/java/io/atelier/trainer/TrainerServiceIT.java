package io.atelier.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Json;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.trainer.queue.TrialQueueGroup;
import io.atelier.trainer.training.Trials;
import io.atelier.trainer.trial.BatchAnswerer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged service as it runs in production: a process, with a real SIGKILL. */
class TrainerServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static BatchAnswerer answerer;

    @BeforeAll
    static void start() throws Exception {
        Kafka.admin().close();
        answerer = new BatchAnswerer();
    }

    @AfterAll
    static void stop() {
        answerer.close();
    }

    @Test
    void shouldEndWithTheSameBitsAfterSigkillInTheMiddleOfAnEpoch() throws Exception {
        TrialDefinition calm = Trials.validated("calm", "fmnist_3", 512, 32, 2, 2);
        TrialDefinition hit = Trials.validated("hit", "fmnist_3", 512, 32, 2, 2);
        shortenLock();
        try (TrainerProcess first = trainer("first")) {
            publish(calm);
            String calmEnd = awaitEnd(calm);
            String metrics = first.get("/q/metrics");
            assertThat(metrics)
                    .contains("atelier_vector_bits ", "atelier_engine_threads 1.0")
                    .containsPattern("atelier_training_images_total\\{.*run=\"calm\".*} 768.0")
                    .containsPattern("atelier_training_seconds_total\\{.*phase=\"wait\".*}");
            assertThat(first.get("/q/health")).contains("\"main loop\"", "\"status\": \"UP\"");
            await().atMost(PATIENCE).until(() -> first.get("/progress").contains("\"trial\":null"));

            publish(hit);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> isInTheMiddle(first));
            first.kill();
            assertThat(end(hit)).isEmpty();
            try (TrainerProcess second = trainer("second")) {
                assertThat(awaitEnd(hit)).isEqualTo(calmEnd);
                assertThat(second.get("/q/metrics"))
                        .contains("atelier_resumes_total 1.0", "atelier_redeliveries_total 1.0");
                second.terminate();
                assertThat(second.awaitExit()).isEqualTo(143);
            }
        }
        assertThat(Kafka.read(Topic.EPOCHS, hit.trial() + "/1")).hasSize(1);
        assertThat(Kafka.read(Topic.EPOCHS, hit.trial() + "/2")).hasSize(1);
    }

    /** Would catch a job that never ends, one that looks failed, and one that takes a trial with it as it ends. */
    @Test
    void shouldEndWellAfterAsManyTrialsAsItMayTake() throws Exception {
        TrialDefinition only = Trials.validated("only", "fmnist_3", 512, 32, 1, 1);
        TrialDefinition next = Trials.validated("next", "fmnist_3", 512, 32, 1, 1);
        try (TrainerProcess trainer = trainer("job", "atelier.trainer.max-trials=1")) {
            publish(only);
            publish(next);

            assertThat(trainer.awaitExit()).isZero();
            assertThat(trainer.output()).contains("1 trials are done, as atelier.trainer.max-trials says");
        }
        assertThat(end(only)).isPresent();
        assertThat(end(next)).isEmpty();
        try (TrainerProcess other = trainer("other")) {
            awaitEnd(next);
            assertThat(other.get("/q/metrics")).contains("atelier_redeliveries_total 0.0");
        }
    }

    @Test
    void shouldSayThatTheBrokerCanNotBeReachedAndExit() throws Exception {
        try (TrainerProcess trainer = new TrainerProcess("127.0.0.1:1", "atelier.trainer.startup-timeout=2s")) {
            assertThat(trainer.awaitExit()).isEqualTo(1);
            assertThat(trainer.output())
                    .contains("No Kafka broker answered at 127.0.0.1:1 within 2 s: start one there, or set"
                            + " kafka.bootstrap.servers to where one runs");
        }
    }

    /** Before it has found a broker, too. */
    @Test
    void shouldAnswerWhatItCanNotServeWithProblems() throws Exception {
        try (TrainerProcess trainer = new TrainerProcess("127.0.0.1:1")) {
            await().atMost(PATIENCE).until(() -> trainer.get("/progress").contains("\"trial\":null"));

            assertProblem(trainer.raw("POST /progress HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"), 405)
                    .containsIgnoringCase("\r\nAllow: GET, HEAD, OPTIONS\r\n");
            assertProblem(trainer.raw("GET /nowhere HTTP/1.1\r\nHost: [::1]:8082\r\n"), 404);
            assertProblem(trainer.raw("GET /progress HTTP/1.1\r\nHost: localhost\r\nAccept: image/png\r\n"), 406);
            assertProblem(trainer.raw("GET /progress HTTP/1.1\r\nHost: evil.example\r\n"), 421)
                    .doesNotContain("evil");
            assertProblem(
                    trainer.raw("POST /progress HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n"), 413);
            // As health checks in containers ask.
            assertThat(trainer.raw("GET /q/health/live HTTP/1.0\r\n")).startsWith("HTTP/1.0 200 ");
        }
    }

    private static AbstractStringAssert<?> assertProblem(String answer, int status) {
        return assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .contains("\"status\":" + status, "\"detail\":\"");
    }

    private static TrainerProcess trainer(String name, String... settings) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("atelier.trainer.name=" + name, "atelier.trainer.commit-interval=100ms"));
        all.addAll(List.of(settings));
        return new TrainerProcess(TestBroker.bootstrapServers(), all.toArray(String[]::new));
    }

    /** In the second epoch, with batches done and to do. */
    private static boolean isInTheMiddle(TrainerProcess trainer) {
        String progress = trainer.get("/progress");
        return progress.contains("\"epoch\":2") && progress.matches(".*\"batch\":([3-9]),.*");
    }

    /** So that the killed trainer's trial is handed out again after 15 s, the least that the broker allows. */
    private static void shortenLock() throws Exception {
        try (Admin admin = Kafka.admin()) {
            ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, TrialQueueGroup.NAME);
            ConfigEntry lock = new ConfigEntry("share.record.lock.duration.ms", "15000");
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(lock, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void publish(TrialDefinition trial) throws InterruptedException {
        Kafka.queue(trial);
    }

    private static String awaitEnd(TrialDefinition trial) throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> end(trial)
                .isPresent());
        return end(trial).orElseThrow().result().paramsSha256();
    }

    private static Optional<TrialEvent> end(TrialDefinition trial) throws Exception {
        List<ConsumerRecord<String, byte[]>> events = Kafka.read(Topic.TRIAL_EVENTS, trial.trial());
        if (events.isEmpty()) {
            return Optional.empty();
        }
        TrialEvent last = Json.read(events.get(events.size() - 1).value(), TrialEvent.class);
        return last.state().isEnd() ? Optional.of(last) : Optional.empty();
    }
}
