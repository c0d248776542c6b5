package io.atelier.evaluator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Topics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.scoring.ClassificationReport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged service against a real broker; data service and trainer are played by the test. */
class EvaluatorServiceIT {

    /** A name of a class. */
    private static final String ODD = "\"<script>'\n\u202E\uD83D\uDC5F";

    private static final DatasetDescription COLOURS = FakeTrainer.described(
            "colours",
            new Shape(12, 10, 3),
            IntStream.range(0, 300).mapToObj(i -> i == 0 ? ODD : "colour " + i).toList());

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ARCHITECTURE = "fmnist_3";
    private static final Predicate<String> UNSERVED = key -> key != null && key.startsWith("unserved.");

    private static KafkaClients clients;
    private static Admin admin;
    private static FakeTrainer trainer;
    private static BatchAnswerer answerer;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.start(1);
        clients = new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        admin = clients.admin();
        Topics.createMissing(admin);
        trainer = new FakeTrainer(clients);
        answerer = new BatchAnswerer(clients);
    }

    @AfterAll
    static void stop() throws Exception {
        answerer.stop();
        trainer.close();
        admin.close();
    }

    /** Would catch an evaluation that is lost, wrong, made twice, or gone after a restart. */
    @Test
    void shouldEvaluateEachCheckpointOnceAlsoWhenKilledAndToldToReadAllAgain() throws Exception {
        TrialDefinition trial = FakeTrainer.definition("once", ARCHITECTURE, 300);
        List<Tensor> first = parameters(1);
        List<Tensor> second = parameters(2);
        byte[] model;
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            trainer.queued(trial);
            trainer.running(trial);
            answerer.dropNextRequest();
            trainer.epoch(trial, 1, 0.6, true, first);
            await().atMost(PATIENCE).until(() -> evaluations(trial, 1).size() == 1);
            assertThat(evaluations(trial, 1).get(0)).isEqualTo(expected(trial, 1, first));
            assertThat(answerer.requests()).as("the first one was not answered").isGreaterThanOrEqualTo(2);

            model = trainer.epoch(trial, 2, 0.5, true, second);
            trainer.epoch(trial, 3, 0.7, false, first);
            trainer.ended(trial, new TrialResult(3, 2, 4.5, 533, Network.sha256(second)));
            awaitComplete(service, "once");
            assertResults(service.json("/api/runs/once/results"), expected(trial, 2, second));
            assertThat(service.get("/api/trials/once.fmnist_3.s1/model").body()).isEqualTo(model);
            service.kill();
        }
        readCheckpointsAgain();

        TrialDefinition next = FakeTrainer.definition("next", ARCHITECTURE, 300);
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            assertResults(service.json("/api/runs/once/results"), expected(trial, 2, second));
            trainer.running(next);
            trainer.epoch(next, 1, 0.6, true, first);
            await().atMost(PATIENCE).until(() -> evaluations(next, 1).size() == 1);
            assertThat(service.get("/api/trials/once.fmnist_3.s1/model").body()).isEqualTo(model);
            assertPages(service);
            assertColours(service);
            assertThat(service.stop()).as("exit code after SIGTERM").isEqualTo(143);
        }
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(evaluations(trial, epoch))
                    .as("evaluations of epoch %d", epoch)
                    .hasSize(1);
        }
        assertThat(latestManifest("once.fmnist_3.s1/e1/manifest"))
                .as("superseded")
                .isNull();
        assertThat(latestManifest("once.fmnist_3.s1/e2/manifest"))
                .as("the best")
                .isNotNull();
        assertThat(latestManifest("once.fmnist_3.s1/e3/manifest"))
                .as("never the best")
                .isNull();
    }

    /** Images in colours of another size, and more classes than a byte counts. */
    private static void assertColours(ServiceProcess service) throws Exception {
        trainer.describe(COLOURS);
        Architecture architecture = TestTrials.read("""
                {"name": "own", "layers": [{"kind": "max_pool"}, {"kind": "output"}]}""");
        TrialDefinition trial = FakeTrainer.definition("colours", 1, architecture, 300, COLOURS.reference());
        List<Tensor> parameters;
        try (Network network = Network.create(COLOURS.shape().plan(architecture), 3)) {
            parameters = network.parameters();
        }
        trainer.running(trial);
        trainer.epoch(trial, 1, 0.6, true, parameters);
        await().atMost(PATIENCE).until(() -> evaluations(trial, 1).size() == 1);

        assertThat(evaluations(trial, 1).get(0)).isEqualTo(expected(trial, 1, parameters));
        String page = new String(service.get("/runs/colours").body(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains(
                        "Top-5 accuracy",
                        "The most confused classes",
                        "The worst classes",
                        "280 more classes",
                        "colour 1")
                .doesNotContain("Confusion matrix");
        await().atMost(PATIENCE).until(() -> text(service, "/q/metrics")
                .contains("atelier_trial_test_top5_accuracy_ratio{configuration=\"own\",run=\"colours\","));
        assertDataset(service);
    }

    /** Would catch a page that waits for images, markup in a name, and counts that are another class's. */
    private static void assertDataset(ServiceProcess service) throws Exception {
        List<Integer> counts =
                IntStream.range(0, 300).mapToObj(i -> i < 100 ? 8 : 1).toList();
        trainer.count(new DatasetStatistics(
                DatasetStatistics.SCHEMA,
                COLOURS.id(),
                counts,
                IntStream.range(0, 300).mapToObj(i -> i < 100 ? 2 : 1).toList(),
                List.of(0.5, 0.25, 0.125),
                List.of(0.25, 0.25, 0.25)));
        String place = "/datasets/" + COLOURS.id();
        await().atMost(PATIENCE)
                .until(() -> service.json("/api" + place).path("imbalance").asDouble() == 8);
        JsonNode known = service.json("/api" + place);
        assertThat(known.path("classes")).hasSize(300);
        assertThat(known.path("classes").path(0).path("name").asText()).isEqualTo(ODD);
        assertThat(known.path("classes").path(99).path("train").asInt()).isEqualTo(8);
        assertThat(known.path("source").path("kind").asText()).isEqualTo("drawn");
        assertThat(known.path("runs")).extracting(JsonNode::asText).containsExactly("colours");
        assertThat(service.json("/api/datasets")).hasSize(2);
        assertThat(text(service, "/api/datasets/unheard-of"))
                .contains("\"status\":404", "There is no dataset \\\"unheard-of\\\": GET /api/datasets lists those");

        await().atMost(PATIENCE).until(() -> ResultsPage.at(service, place)
                .document()
                .select("main[data-live]")
                .isEmpty());
        ResultsPage page = ResultsPage.at(service, place);
        page.assertSelfContained();
        assertThat(page.document().select(".samples tbody tr")).hasSize(1);
        assertThat(page.document().select(".samples img").eachAttr("width"))
                .hasSize(10)
                .containsOnly("80");
        assertThat(page.document().select(".counts tbody tr")).hasSize(300);
        assertThat(page.document().selectFirst(".counts tbody tr").children().eachText())
                .startsWith("\"<script>'\\n\\u202e\uD83D\uDC5F", "8", "2");
        assertThat(page.document().text()).contains("8.0 times as many as colour 100 with 1");
        assertThat(text(service, "/")).contains("<a href=\"datasets/" + COLOURS.id() + "\">");
        assertThat(text(service, "/runs/colours"))
                .contains("<a href=\"../datasets/" + COLOURS.id() + "\"", "8.0 times as many");
    }

    /** A removed run's name is used again: its scores, checkpoint and model belong to other weights. */
    @Test
    void shouldScoreAgainWhatWasTrainedAgainUnderTheSameName() throws Exception {
        TrialDefinition old = FakeTrainer.definition("twice", ARCHITECTURE, 300);
        TrialDefinition again = FakeTrainer.definition("twice", ARCHITECTURE, 200);
        List<Tensor> first = parameters(5);
        List<Tensor> second = parameters(6);
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            trainer.running(old);
            trainer.epoch(old, 1, 0.6, true, first);
            trainer.epoch(old, 2, 0.5, true, first);
            trainer.ended(old, new TrialResult(2, 2, 4.5, 533, Network.sha256(first)));
            awaitComplete(service, "twice");

            trainer.removed(old);
            await().atMost(PATIENCE).until(() -> service.status("/api/runs/twice/results") == 404);
            trainer.queued(again);
            trainer.running(again);
            byte[] model = trainer.epoch(again, 1, 0.4, true, second);
            trainer.ended(again, new TrialResult(1, 1, 4.5, 533, Network.sha256(second)));
            awaitComplete(service, "twice");

            JsonNode trial =
                    service.json("/api/runs/twice/results").path("trials").path(0);
            Evaluation expected = expected(again, 1, second);
            assertThat(trial.path("params_sha256").asText()).isEqualTo(expected.paramsSha256());
            assertThat(trial.path("test").path("accuracy").asDouble()).isEqualTo(expected.accuracy());
            assertThat(trial.path("test").path("images").asInt()).isEqualTo(200);
            assertThat(trial.path("history")).hasSize(1);
            assertThat(service.get("/api/trials/twice.fmnist_3.s1/model").body())
                    .isEqualTo(model);
        }
        try (ServiceProcess restarted = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            awaitComplete(restarted, "twice");
            assertThat(restarted
                            .json("/api/runs/twice/results")
                            .path("trials")
                            .path(0)
                            .path("history"))
                    .as("without the removed trial's second epoch")
                    .hasSize(1);
        }
        assertThat(evaluations(again, 1)).hasSize(2);
    }

    /** One run is held. Another one, of which a trial has ended, was forgotten when its second trial begins. */
    @Test
    void shouldShowAForgottenRunWholeWhenItIsHeardOfAgain() throws Exception {
        TrialDefinition early = FakeTrainer.definition("forgotten", 2, "fmnist_1", 200, "synthetic");
        TrialDefinition late = FakeTrainer.definition("forgotten", 2, ARCHITECTURE, 200, "synthetic");
        Map<String, String> settings =
                Map.of("kafka.bootstrap.servers", TestBroker.bootstrapServers(), "atelier.evaluator.max-runs", "1");
        try (ServiceProcess service = ServiceProcess.start(settings, ServiceProcess.freePort())) {
            await().atMost(PATIENCE).until(() -> service.status("/q/health/ready") == 200);
            trainer.queued(late);
            trainer.failed(early, "gave up");
            trainer.queued(FakeTrainer.definition("newer", ARCHITECTURE, 200));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(service, "/api/runs/forgotten/results"))
                    .contains("There is no run", "atelier.evaluator.max-runs"));

            List<Tensor> parameters = parameters(7);
            trainer.running(late);
            trainer.epoch(late, 1, 0.5, true, parameters);
            trainer.ended(late, new TrialResult(1, 1, 4.5, 533, Network.sha256(parameters)));
            awaitComplete(service, "forgotten");

            assertThat(service.json("/api/runs/forgotten/results").path("trials"))
                    .extracting(trial -> trial.path("state").asText())
                    .containsExactlyInAnyOrder("FAILED", "EARLY_STOPPED");
        }
        assertThat(evaluations(late, 1)).hasSize(1);
    }

    /** Would catch markup from outside that becomes part of the page. */
    @Test
    void shouldShowMarkupInAMessageAsText() throws Exception {
        TrialDefinition trial = FakeTrainer.definition("markup", ARCHITECTURE, 200);
        String markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            trainer.failed(trial, markup);
            awaitComplete(service, "markup");

            ResultsPage page = ResultsPage.of(service, "markup");
            page.assertSelfContained();
            assertThat(page.warnings()).contains("INTERNAL: " + markup);
        }
    }

    /** Would catch a loop that dies of, passes over, or reports twice what it can't use. */
    @Test
    void shouldMakeDeadLettersOfGarbageAndGoOn() throws Exception {
        TrialDefinition trial = FakeTrainer.definition("garbage", ARCHITECTURE, 200);
        String id = trial.trial();
        List<Tensor> good = parameters(3);
        try (ServiceProcess service = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            answerer.sendGarbageFirst();
            trainer.running(trial);
            garbage(Topic.TRIAL_EVENTS, "garbage-event", "no json".getBytes(StandardCharsets.UTF_8));
            garbage(Topic.EPOCHS, "garbage-epoch", "{\"schema\":9}".getBytes(StandardCharsets.UTF_8));
            garbage(Topic.EVALUATIONS, "garbage-evaluation", new byte[] {0, 1, 2});
            garbage(Topic.CHECKPOINTS, "garbage-checkpoint", new byte[] {0, 1, 2});
            trainer.publish(FakeTrainer.chunks(id, 1, "fmnist_3", Samples.SHA256, new byte[] {1, 2, 3}));
            trainer.publish(chunks(id, 2, "fmnist_1", good));
            trainer.publish(chunks(id, 3, "fmnist_3", good.subList(0, 3)));
            trainer.publish(chunks(id, 4, "fmnist_3", notNumbers()));
            trainer.publish(chunks("nobody.fmnist_3.s1", 1, "fmnist_3", good));
            TrialDefinition after = FakeTrainer.definition("after", ARCHITECTURE, 250);
            trainer.running(after);
            trainer.epoch(after, 1, 0.5, true, good);

            await().atMost(PATIENCE).until(() -> evaluations(after, 1).size() == 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(deadLetters()).hasSizeGreaterThanOrEqualTo(10));
            assertThat(service.status("/q/health/live")).isEqualTo(200);
            assertThat(text(service, "/q/metrics"))
                    .contains("atelier_dead_letters_total{topic=\"atelier.trial-events\"} 1.0");
        }
        forgetOffsets();
        try (ServiceProcess again = ServiceProcess.startAndAwait(TestBroker.bootstrapServers())) {
            assertThat(again.status("/api/runs/garbage/results")).isEqualTo(200);
            awaitAllCheckpointsRead();
        }
        List<String> expected = List.of(
                "garbage-event: Expected TrialEvent as JSON: Unrecognized token 'no'",
                "garbage-epoch: Expected a key <trial>/<epoch>, found garbage-epoch",
                "garbage-evaluation: Expected a key <trial>/<epoch>, found garbage-evaluation",
                "garbage-checkpoint: Expected <key>/<slot>/<index> or <key>/<slot>/manifest as the key of a chunk",
                id + "/e1/manifest: Expected at least 8 bytes of safetensors, found 3",
                id + "/e2/manifest: Expected parameters of architecture fmnist_3 for trial " + id + ", found fmnist_1",
                id + "/e3/manifest: fmnist_3 has 14 tensors",
                id + "/e4/manifest: Checkpoint of epoch 4 of trial " + id
                        + " can't be scored: the network's output for image 0, class 0 is NaN",
                "nobody.fmnist_3.s1/e1/manifest: Expected an event about trial nobody.fmnist_3.s1 before its"
                        + " checkpoint, found none",
                "synthetic-01234567/test/200/r128: Expected at least 8 bytes of safetensors, found 3");
        List<String> found = deadLetters();
        assertThat(found).as("none twice, none lost").hasSameSizeAs(expected);
        expected.forEach(letter -> assertThat(found).anyMatch(text -> text.startsWith(letter)));
    }

    /**
     * Would catch one trial, whose test images nobody has, that holds up all others for ever and in silence. Test sets are
     * streamed here, and score the same.
     */
    @Test
    void shouldReportACheckpointWhoseTestImagesNeverComeAndGoOn() throws Exception {
        TrialDefinition unserved = FakeTrainer.definition("unserved", ARCHITECTURE, 200, "elsewhere");
        TrialDefinition served = FakeTrainer.definition("served", ARCHITECTURE, 200);
        Map<String, String> impatient = Map.of(
                "kafka.bootstrap.servers", TestBroker.bootstrapServers(),
                "atelier.evaluator.test-set.kept-mebibytes", "0",
                "atelier.evaluator.test-set.timeout", "3s",
                "atelier.evaluator.test-set.patience", "4s");
        answerer.leaveUnanswered("elsewhere");
        try (ServiceProcess service = ServiceProcess.start(impatient, ServiceProcess.freePort())) {
            trainer.running(unserved);
            trainer.running(served);
            trainer.epoch(unserved, 1, 0.5, true, parameters(1));
            await().atMost(PATIENCE).until(() -> service.status("/q/health/ready") == 200);
            await().atMost(PATIENCE).until(() -> text(service, "/q/health")
                    .contains(unserved.test().id()));
            trainer.epoch(served, 1, 0.5, true, parameters(1));

            await().atMost(PATIENCE).until(() -> evaluations(served, 1).size() == 1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters(UNSERVED))
                    .singleElement()
                    .asString()
                    .startsWith("unserved.fmnist_3.s1/e1/manifest: Expected the test images of stream "
                            + unserved.test().id()
                            + ", but not all came within 4 s: start a data-service that has the dataset elsewhere"));
            assertThat(evaluations(served, 1).get(0)).isEqualTo(expected(served, 1, parameters(1)));
            assertThat(text(service, "/q/metrics"))
                    .contains("atelier_test_images_wait_seconds 0.0", "atelier_test_images_kept_bytes 0.0");
            ResultsPage.of(service, "served").assertSomePictures();
            // Of 128 images with their labels, the first record.
            assertThat(text(service, "/q/metrics")).contains("atelier_test_images_kept_bytes 100608.0");
        } finally {
            answerer.leaveUnanswered("");
            TestBroker.empty(Topic.CHECKPOINTS);
        }
    }

    /** As the broker does with those of a group that is away for {@code offsets.retention.minutes}. */
    private static void forgetOffsets() {
        // Refused while the broker still counts the stopped process as a member.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            admin.deleteConsumerGroups(List.of("evaluator")).all().get();
            return true;
        });
    }

    private static void awaitAllCheckpointsRead() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicRecords.all(clients, Topic.CHECKPOINTS)
                .forEach(record ->
                        ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
        await().atMost(PATIENCE).until(() -> {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("evaluator")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .allMatch(end -> read.get(end.getKey()) != null
                            && read.get(end.getKey()).offset() >= end.getValue());
        });
    }

    /** Would catch a service that hangs, or dies with a stack trace and no word on what to do. */
    @Test
    void shouldSayWhichBrokerDoesNotAnswerAndExit() throws Exception {
        String nowhere = "127.0.0.1:" + ServiceProcess.freePort();
        Map<String, String> settings =
                Map.of("kafka.bootstrap.servers", nowhere, "atelier.evaluator.startup-timeout", "2s");

        try (ServiceProcess service = ServiceProcess.start(settings, ServiceProcess.freePort())) {
            assertThat(service.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(service.log())
                    .filteredOn(line -> line.contains(" ERROR "))
                    .singleElement()
                    .asString()
                    .contains("No Kafka broker answered at " + nowhere + " within 2 s: start one there, or set"
                            + " kafka.bootstrap.servers to where one runs");
        }
    }

    @Test
    void shouldSayThatThePortIsTakenAndExit() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceProcess service = ServiceProcess.start(
                        Map.of("kafka.bootstrap.servers", TestBroker.bootstrapServers()), taken.getLocalPort())) {
            assertThat(service.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
            assertThat(service.log()).anyMatch(line -> line.contains("Port " + taken.getLocalPort()));
        }
    }

    private static void assertResults(JsonNode results, Evaluation expected) {
        assertThat(results.fieldNames().next())
                .as("fields in the order of their record")
                .isEqualTo("run");
        assertThat(results.get("complete").asBoolean()).isTrue();
        assertThat(results.get("dataset").asText()).isEqualTo("synthetic-01234567");
        assertThat(results.get("synthetic").asBoolean()).isTrue();
        JsonNode trial = results.get("trials").get(0);
        assertThat(trial.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(trial.get("best_epoch").asInt()).isEqualTo(2);
        assertThat(trial.get("parameters").asInt()).isEqualTo(255_158);
        assertThat(trial.get("params_sha256").asText()).isEqualTo(expected.paramsSha256());
        assertThat(trial.get("test").get("accuracy").asDouble()).isCloseTo(expected.accuracy(), within(1e-12));
        assertThat(trial.get("test").get("f1").asDouble()).isCloseTo(expected.f1(), within(1e-12));
        assertThat(trial.get("test").get("per_class")).hasSize(10);
        assertThat(trial.get("test").get("confusion")).hasSize(10);
        assertThat(trial.get("history")).hasSize(3).allSatisfy(epoch -> assertThat(
                        epoch.get("test_accuracy").isNumber())
                .isTrue());
    }

    private static void assertPages(ServiceProcess service) throws Exception {
        assertThat(service.json("/api/runs").get(0).get("trials").get("running").asInt())
                .isEqualTo(1);
        assertThat(text(service, "/")).contains("<a href=\"runs/once\">once</a>", "not real images");
        ResultsPage once = ResultsPage.of(service, "once");
        once.assertSelfContained();
        once.assertShows(service.json("/api/runs/once/results"));
        once.assertPictures();
        assertThat(text(service, "/api/runs/nothing/results"))
                .contains("\"status\":404", "There is no run \\\"nothing\\\": GET /api/runs lists those there are");
        assertThat(text(service, "/api/runs/No%3Cb%3E/results"))
                .contains("\"status\":400", "run must be 1 to 64 characters");
        assertThat(text(service, "/api/trials/next.fmnist_3.s1/model")).contains("\"status\":404", "is RUNNING");
        assertThat(text(service, "/api/trials/next/model")).contains("\"status\":400", "<run>.<configuration>.s<seed>");
        assertProblem(service.raw("DELETE /api/runs HTTP/1.1\r\nHost: localhost\r\n"), 405)
                .containsIgnoringCase("\r\nAllow: GET, HEAD, OPTIONS\r\n");
        assertProblem(service.raw("GET /api/nowhere HTTP/1.1\r\nHost: localhost\r\n"), 404);
        assertProblem(service.raw("GET / HTTP/1.1\r\nHost: evil.example\r\n"), 421)
                .doesNotContain("evil");
        assertThat(text(service, "/q/metrics"))
                .contains(
                        "atelier_vector_bits ",
                        "atelier_trials_unfinished ",
                        "atelier_checkpoints_evaluated_total 1.0",
                        "atelier_evaluation_seconds_count 1")
                .containsPattern(
                        "atelier_epoch_loss\\{configuration=\"fmnist_3\",epoch=\"2\",run=\"once\",seed=\"1\",split=\"test\"}")
                .containsPattern("atelier_epoch_accuracy_ratio\\{.*split=\"validation\"} 0.75");
    }

    private static AbstractStringAssert<?> assertProblem(String answer, int status) {
        return assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .contains("\"status\":" + status, "\"detail\":\"");
    }

    private static String text(ServiceProcess service, String path) {
        return new String(service.get(path).body(), StandardCharsets.UTF_8);
    }

    private static void awaitComplete(ServiceProcess service, String run) {
        await().atMost(PATIENCE).until(() -> service.json("/api/runs/" + run + "/results")
                .path("complete")
                .asBoolean());
    }

    private static List<Evaluation> evaluations(TrialDefinition trial, int epoch) throws MalformedMessageException {
        List<Evaluation> evaluations = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record :
                TopicRecords.withKey(clients, Topic.EVALUATIONS, trial.trial() + "/" + epoch)) {
            evaluations.add(Json.read(record.value(), Evaluation.class));
        }
        return evaluations;
    }

    /** The same scores by a network of the test's own. */
    private static Evaluation expected(TrialDefinition trial, int epoch, List<Tensor> parameters) throws Exception {
        StreamDefinition stream = trial.test();
        int[] labels = new int[stream.images()];
        int classes = trial.dataset().classes();
        int pixels = (int) trial.dataset().image().size();
        float[] logits = new float[stream.images() * classes];
        try (Network network = Network.create(trial.dataset().shape().plan(trial.architecture()), 0)) {
            network.setParameters(parameters);
            for (int i = 0; i < stream.records(); i++) {
                ImageRecord record = BatchAnswerer.record(stream, i);
                float[] images = new float[record.size() * pixels];
                record.copy(0, record.size(), images, 0);
                float[] some = new float[record.size() * classes];
                network.logits(FloatBuffer.wrap(images), record.size(), some);
                System.arraycopy(some, 0, logits, i * stream.recordImages() * classes, some.length);
                for (int j = 0; j < record.size(); j++) {
                    labels[i * stream.recordImages() + j] = record.label(j);
                }
            }
        }
        ClassificationReport report =
                ClassificationReport.of(labels, logits, classes == 10 ? Samples.CLASSES : COLOURS.classes());
        return Samples.evaluation(trial.trial(), epoch, report, Network.sha256(parameters));
    }

    private static List<Tensor> parameters(long seed) throws UnknownArchitectureException {
        try (Network network = Network.create(StudyNetworks.named(ARCHITECTURE), seed)) {
            return network.parameters();
        }
    }

    private static List<Tensor> notNumbers() throws UnknownArchitectureException {
        return parameters(4).stream()
                .map(tensor -> {
                    float[] values = tensor.toFloats();
                    values[0] = Float.NaN;
                    return Tensor.ofFloats(tensor.name(), values, tensor.shape());
                })
                .toList();
    }

    private static List<ProducerRecord<String, byte[]>> chunks(
            String trial, int epoch, String architecture, List<Tensor> parameters) {
        byte[] checkpoint = FakeTrainer.checkpoint(trial, epoch, architecture, parameters);
        return FakeTrainer.chunks(trial, epoch, architecture, Network.sha256(parameters), checkpoint);
    }

    private static void garbage(Topic topic, String key, byte[] value) throws Exception {
        try (Producer<String, byte[]> producer = clients.producer()) {
            producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
        }
    }

    private static List<String> deadLetters() {
        return letters(UNSERVED.negate());
    }

    private static List<String> letters(Predicate<String> ofKey) {
        return TopicRecords.all(clients, Topic.DEAD_LETTERS).stream()
                .filter(record -> ofKey.test(record.key()))
                .map(record -> record.key() + ": " + TopicRecords.header(record, "error"))
                .toList();
    }

    private static byte[] latestManifest(String key) {
        List<ConsumerRecord<String, byte[]>> records = TopicRecords.withKey(clients, Topic.CHECKPOINTS, key);
        return records.get(records.size() - 1).value();
    }

    private static void readCheckpointsAgain() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
            for (int partition = 0; partition < Topic.CHECKPOINTS.partitions(); partition++) {
                beginning.put(new TopicPartition(Topic.CHECKPOINTS.topicName(), partition), new OffsetAndMetadata(0));
            }
            // Refused while the broker still counts the killed process as a member.
            admin.alterConsumerGroupOffsets("evaluator", beginning).all().get();
            return true;
        });
    }
}
