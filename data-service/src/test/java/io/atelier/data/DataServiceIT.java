package io.atelier.data;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.experiment.ExperimentSchema;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.catalog.Catalogs;
import io.atelier.data.catalog.DatasetCatalog;
import io.atelier.data.catalog.DatasetNotReadyException;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.stream.RecordFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service against a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(DataServiceIT.Synthetic.class)
class DataServiceIT {

    private static final String TINY = "{\"name\": \"tiny\", \"layers\": [{\"kind\": \"output\"}]}";

    private static final List<Augmentation> SHIFT = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));

    @Inject
    KafkaClients clients;

    @Inject
    DatasetCatalog catalog;

    /** Drawn images, others in colour, and a run that is planned at start. */
    public static class Synthetic implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "atelier.data.dataset", "synthetic",
                    "atelier.data.datasets.synthetic-colour.dataset", "synthetic:12x8x3:4:60",
                    "atelier.data.packs", "target/packs-of-tests",
                    "atelier.data.default-run.enabled", "true",
                    "atelier.data.default-run.run", "at-start",
                    "atelier.data.default-run.profile", "report");
        }
    }

    @BeforeEach
    void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.find { it.name == 'serving batches' }.data.dataset",
                        startsWith("synthetic, synthetic-colour")));
    }

    @Test
    void shouldPlanTheRunThatIsConfigured() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        given().get("/runs/at-start").then().statusCode(200).body("profile", equalTo("report")));
        given().get("/runs").then().statusCode(200).body("run", hasItem("at-start"));
    }

    @Test
    void shouldPublishARunOnce() throws Exception {
        String request =
                "{\"run\": \"once\", \"profile\": \"quick\", \"architectures\": [\"fmnist_3\", \"fmnist_5\"], \"epochs\": 2}";

        post(request)
                .statusCode(201)
                .header("Location", equalTo("runs/once"))
                .body("run", equalTo("once"))
                .body("dataset", matchesPattern("synthetic-[0-9a-f]{8}"))
                .body("profile", equalTo("quick"))
                .body("trials.trial", contains("once.fmnist_5.s1", "once.fmnist_3.s1"))
                .body("trials[0].train_images", equalTo(4_800))
                .body("trials[0].validation_images", equalTo(1_200))
                .body("trials[0].test_images", equalTo(2_000))
                .body("configurations.configuration", contains("fmnist_5", "fmnist_3"))
                .body("configurations[1].parameters", equalTo(255_158))
                .body("configurations[1].trained_parameters", equalTo(255_158))
                .body("configurations[1].checkpoint_bytes", equalTo(1_020_632))
                .body("configurations[1].trials", equalTo(1));
        post(request).statusCode(200).body("trials", hasSize(2));
        post("{\"run\": \"after-once\", \"profile\": \"quick\", \"architectures\": [\"fmnist_3\"]}")
                .statusCode(201);

        try (Reader trials = new Reader(clients, Topic.TRIALS)) {
            assertThat(trials.next(3, message -> message.key().contains("once.")))
                    .extracting(message ->
                            Json.read(message.value(), TrialDefinition.class).trial())
                    .containsExactly("once.fmnist_5.s1", "once.fmnist_3.s1", "after-once.fmnist_3.s1");
        }
        try (Reader events = new Reader(clients, Topic.TRIAL_EVENTS)) {
            List<ConsumerRecord<String, byte[]>> queued =
                    events.next(2, message -> message.key().startsWith("once."));
            assertThat(queued).hasSize(2).allSatisfy(message -> {
                TrialEvent event = Json.read(message.value(), TrialEvent.class);
                assertThat(event.state()).isEqualTo(TrialState.QUEUED);
                assertThat(event.definition().trial()).isEqualTo(message.key());
                assertThat(message.partition()).isEqualTo(Topic.TRIAL_EVENTS.partitionOf(message.key()));
            });
        }
    }

    @Test
    void shouldRefuseAnotherRunOfTheSameName() {
        post("{\"run\": \"taken\", \"profile\": \"quick\", \"architectures\": [\"fmnist_3\"]}")
                .statusCode(201);

        problem(
                        post(
                                "{\"run\": \"taken\", \"profile\": \"quick\", \"architectures\": [\"fmnist_3\"], \"epochs\": 7}"),
                        409)
                .body("detail", containsString("run \"taken\" is planned already with other content"));
    }

    @Test
    void shouldExtendARunAndSayByHowMuch() {
        String request = "{\"run\": \"longer\", \"profile\": \"quick\", \"architectures\": [\"fmnist_3\"]%s}";
        post(request.formatted("")).statusCode(201).body("added", equalTo(1));

        post(request.formatted(", \"seeds\": [1, 2]"))
                .statusCode(200)
                .body("added", equalTo(1))
                .body("trials", hasSize(2));
        post(request.formatted("")).statusCode(200).body("added", equalTo(0)).body("trials", hasSize(2));
        problem(post(request.formatted(", \"seeds\": [1, 2], \"epochs\": 7")), 409)
                .body("detail", containsString("longer.fmnist_3.s1 has epochs "));
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() {
        problem(
                        post(
                                "{\"architectures\": [{\"name\": \"own\", \"layers\": [{\"kind\": \"max_pool\", \"size\": 99},"
                                        + " {\"kind\": \"output\"}]}, \"resnet\"], \"seeds\": [1, -1], \"epochs\": -3,"
                                        + " \"dataset\": \"cifar\", \"train_images\": 70000, \"epoch\": 1}"),
                        400)
                .body(
                        "violations.field",
                        hasItems(
                                "architectures[0].layers[0].size",
                                "architectures[1]",
                                "seeds[1]",
                                "epochs",
                                "dataset",
                                "epoch"))
                .body(
                        "violations.message",
                        hasItems(
                                "must be an integer between 1 and 100000, but is -3",
                                "must be one of synthetic, synthetic-colour, or an object with name and topic, but is \"cifar\""));
        problem(post("{\"profile\": \"quick\", \"train_images\": 70000}"), 400)
                .body(
                        "detail",
                        equalTo("train_images must be at most 60000, as many as the dataset has, but is 70000"));
        problem(post("{}"), 400).body("detail", equalTo("architectures must be given"));
        problem(post(""), 400).body("detail", equalTo("must be JSON, but is empty"));
    }

    @Test
    void shouldSayWhereJsonIsMalformed() {
        problem(post("{\"epochs\": 1,\n \"seeds\": [1,, 2]}"), 400)
                .body("detail", containsString("must be JSON, but is not at line 2, column"));
        problem(post("{\"profile\": \"quick\", \"epochs\": \"many\"}"), 400)
                .body("detail", equalTo("epochs must be an integer between 1 and 100000, but is \"many\""));
        // Found by fuzzing: numbers were names, and runs were planned.
        problem(post("{\"profile\": \"quick\", \"run\": 2147483648}"), 400).body("violations.field", contains("run"));
        problem(post("{\"profile\": true}"), 400).body("violations.field", contains("profile"));
        problem(post("{\"profile\": \"quick\", \"epochs\": 1.5}"), 400).body("violations.field", contains("epochs"));
        problem(post("{\"profile\": \"quick\", \"seeds\": 3}"), 400).body("violations.field", contains("seeds"));
        problem(post("{\"epochs\": 1} {}"), 400).body("detail", containsString("must be JSON, but is not"));
        problem(post("[".repeat(200) + "]".repeat(200)), 400).body("status", equalTo(400));
    }

    /** The bound of HTTP is the reader's. */
    @Test
    void shouldTakeBodiesAsLongAsADefinitionMayBe() {
        String start = "{\"run\": \"";
        String end = "\"}";
        String longest = start + "x".repeat(DefinitionText.MAX_BYTES - start.length() - end.length()) + end;
        problem(post(longest), 400);
        problem(post(longest + " "), 413)
                .body("detail", containsString("at most " + DefinitionText.MAX_BYTES + " bytes"));
    }

    @Test
    void shouldPlanANetworkOfTheUsers() {
        post("{\"run\": \"own\", \"train_images\": 500, \"test_images\": 50, \"recipe\": {\"epochs\": 2}, \"architectures\":"
                        + " [{\"name\": \"tiny\", \"layers\": [{\"kind\": \"dense\", \"units\": 5}, {\"kind\": \"output\"}]}]}")
                .statusCode(201)
                .body("profile", equalTo("experiment"))
                .body("trials.trial", contains("own.tiny.s1"))
                .body("configurations[0].parameters", equalTo(784 * 5 + 5 + 5 * 10 + 10));
        given().get("/runs/own").then().body("configurations.configuration", contains("tiny"));
    }

    @Test
    void shouldAnswerEverythingElseAsProblemsToo() {
        problem(given().get("/runs/unknown").then(), 404)
                .body("title", equalTo("Not Found"))
                .body("detail", containsString("No run has the name \"unknown\""));
        problem(given().delete("/runs").then(), 405)
                .header("Allow", "GET, HEAD, OPTIONS, POST")
                .body("detail", equalTo("Expected one of the methods GET, HEAD, OPTIONS, POST, found DELETE"));
        problem(given().post("/runs/at-start").then(), 405).header("Allow", "GET, HEAD, OPTIONS");
        problem(given().accept("image/png").get("/runs").then(), 406);
        problem(given().get("/q/nowhere").then(), 404);
        problem(given().contentType("text/plain").body("hello").post("/runs").then(), 415);
        problem(given().get("/nowhere").then(), 404);
    }

    /** A page of another name that points here must not read or plan anything. */
    @Test
    void shouldRefuseAForeignHostWithoutRepeatingIt() {
        for (String path : List.of("/runs", "/q/health/live", "/q/metrics", "/q/openapi")) {
            problem(given().header("Host", "evil.example:8081").get(path).then(), 421)
                    .body("detail", not(containsString("evil")));
        }
        problem(
                given().header("Host", "evil.example")
                        .contentType("application/json")
                        .body("{\"run\": \"rebound\"}")
                        .post("/runs")
                        .then(),
                421);
        given().get("/runs/rebound").then().statusCode(404);
        given().header("Host", "localhost:1").get("/runs").then().statusCode(200);
    }

    @Test
    void shouldAnswerRequestsAsThePureFunctionDoes() throws Exception {
        StreamDefinition stream =
                new StreamDefinition(served(), Split.TRAIN, 500, 400, Holdout.shuffled(0.2, 42), SHIFT, 128, 11);
        request(stream.id(), Json.write(new BatchRequest(stream, 2, 1, 3)));

        List<ConsumerRecord<String, byte[]>> batches = batches(stream, 3);

        RecordFactory pure = new RecordFactory(byDefault());
        assertThat(batches).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(batches.get(i).partition()).isEqualTo(Topic.BATCHES.partitionOf(stream.id()));
            assertThat(batches.get(i).value())
                    .isEqualTo(pure.record(stream, 2, i + 1).toBytes());
        }
    }

    /** Would catch a queue of requests that grows because whoever waits in it asks again. */
    @Test
    void shouldServeOnceWhatIsAskedForSeveralTimesWhileItWaits() throws Exception {
        StreamDefinition stream =
                new StreamDefinition(served(), Split.TRAIN, 500, 400, Holdout.shuffled(0.2, 42), SHIFT, 128, 12);
        // Nobody sees the first before the last is there.
        try (Producer<String, byte[]> producer = clients.transactional("asks-again")) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int count : new int[] {2, 2, 3}) {
                byte[] request = Json.write(new BatchRequest(stream, 2, 0, count));
                var unused =
                        producer.send(new ProducerRecord<>(Topic.BATCH_REQUESTS.topicName(), 0, stream.id(), request));
            }
            producer.commitTransaction();
        }

        assertThat(batches(stream, 3).stream().map(batch -> index(batch, stream)))
                .containsExactly(0, 1, 2);
        request(stream.id(), Json.write(new BatchRequest(stream, 2, 1, 1)));
        assertThat(batches(stream, 4).stream().map(batch -> index(batch, stream)))
                .as("one that was lost is served again")
                .containsExactly(0, 1, 2, 1);
    }

    private static int index(ConsumerRecord<String, byte[]> batch, StreamDefinition stream) {
        try {
            return ImageRecord.read(batch.value(), stream).index();
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The evaluator takes the names of classes and what its page shows from it. */
    @Test
    void shouldDescribeItsDatasetAndWhatItCountedInIt() throws Exception {
        try (Reader datasets = new Reader(clients, Topic.DATASETS)) {
            String id = served().id();
            List<ConsumerRecord<String, byte[]>> published =
                    datasets.next(2, message -> message.key().startsWith(id)).stream()
                            .sorted(Comparator.comparing(ConsumerRecord::key))
                            .toList();
            ConsumerRecord<String, byte[]> described = published.get(0);

            DatasetDescription description = Json.read(described.value(), DatasetDescription.class);
            assertThat(described.key()).isEqualTo(served().id()).isEqualTo(description.id());
            assertThat(description.reference()).isEqualTo(served());
            assertThat(description.classes())
                    .hasSize(10)
                    .startsWith("T-shirt/top")
                    .endsWith("Ankle boot");
            assertThat(published.get(1).key()).isEqualTo(served().id() + "/statistics");
            assertThat(Json.read(published.get(1).value(), DatasetStatistics.class))
                    .isEqualTo(byDefault().statistics());
        }
    }

    @Test
    void shouldPlanAndServeTheDatasetThatARequestNames() throws Exception {
        String id = post("{\"run\": \"in-colour\", \"dataset\": \"synthetic-colour\", \"architectures\": [" + TINY
                        + "]}")
                .statusCode(201)
                .body("dataset", matchesPattern("synthetic-colour-[0-9a-f]{8}"))
                .body("configurations[0].parameters", equalTo(12 * 8 * 3 * 4 + 4))
                .extract()
                .path("dataset");
        DatasetReference colour = new DatasetReference(id, 12, 8, 3, 4);
        StreamDefinition stream = new StreamDefinition(colour, Split.TRAIN, 60, 60, Holdout.NONE, List.of(), 60, 3);
        request(stream.id(), Json.write(new BatchRequest(stream, 1, 0, 1)));

        assertThat(batches(stream, 1).get(0).value())
                .isEqualTo(new RecordFactory(dataset(id)).record(stream, 1, 0).toBytes());
        given().get("/datasets/synthetic-colour")
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("state", equalTo("SERVED"))
                .body("classes", equalTo(4))
                .body("class_names", hasSize(4))
                .body("source.kind", equalTo("drawn"));
    }

    /** One of a topic: made, made again by another data service that has nothing but the broker, and made anew. */
    @Test
    void shouldMakeADatasetOfATopicThatAnyDataServiceMakesAgain(@TempDir Path otherPacks) throws Exception {
        String topic = "shoes-of-data-service-it";
        String request = "{\"name\": \"shoes\", \"topic\": \"" + topic + "\"}";
        ImageTopics.create(clients, topic);
        ImageTopics.publish(topic, 0, 20);

        String first = made(request)
                .body("train", equalTo(16))
                .body("test", equalTo(4))
                .extract()
                .path("id");
        made(request).body("id", equalTo(first));
        post("{\"run\": \"in-shoes\", \"dataset\": " + request + ", \"train_images\": 20, \"architectures\": [" + TINY
                        + "]}")
                .statusCode(400)
                .body("detail", equalTo("train_images must be at most 16, as many as the dataset has, but is 20"));
        post("{\"run\": \"in-shoes\", \"dataset\": " + request + ", \"architectures\": [" + TINY + "]}")
                .statusCode(201)
                .body("dataset", equalTo(first));

        try (Catalogs another = Catalogs.joining(clients, otherPacks)) {
            DatasetCatalog joined = another.catalog(Duration.ofSeconds(20));
            joined.open(Optional.empty());
            Dataset again = joined.get(Optional.of(new DatasetSelection.Named(first)));
            assertThat(again.description()).isEqualTo(dataset(first).description());
            DatasetReference reference = again.description().reference();
            StreamDefinition stream =
                    new StreamDefinition(reference, Split.TRAIN, 16, 16, Holdout.NONE, List.of(), 16, 3);
            request(stream.id(), Json.write(new BatchRequest(stream, 1, 0, 1)));
            assertThat(batches(stream, 1).get(0).value())
                    .isEqualTo(another.streamed()
                            .records(reference)
                            .orElseThrow()
                            .record(stream, 1, 0)
                            .toBytes());
        }

        ImageTopics.publish(topic, 20, 30);
        String second = made(request).body("train", equalTo(24)).extract().path("id");
        assertThat(second).isNotEqualTo(first).startsWith("shoes-");
        given().get("/datasets/shoes")
                .then()
                .body("id", equalTo(second))
                .body("class_names", contains("boot", "sandal"));
        given().get("/datasets").then().body("id", hasItems(first, second)).body("class_names", everyItem(nullValue()));
    }

    /** Waits for it as a client does. */
    private static ValidatableResponse made(String request) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().contentType("application/json")
                                .body(request)
                                .post("/datasets")
                                .statusCode()
                        == 200);
        return given().contentType("application/json")
                .body(request)
                .post("/datasets")
                .then()
                .statusCode(200)
                .body("state", equalTo("SERVED"));
    }

    @Test
    void shouldSayWhyADatasetCanNotBeMade() {
        problem(postDataset("{\"name\": \"hats\", \"topic\": \"hat-images\"}"), 400)
                .body("detail", containsString("hat-images"));
        given().get("/datasets/hats").then().statusCode(200).body("state", equalTo("FAILED"));
        problem(post("{\"dataset\": {\"name\": \"hats\", \"topic\": \"hat-images\"}, \"profile\": \"quick\"}"), 400)
                .body("violations.field", contains("dataset"))
                .body("violations[0].message", containsString("hat-images"));
        problem(postDataset("{\"name\": \"synthetic-colour\", \"topic\": \"hat-images\", \"size\": 3}"), 400)
                .body("violations.field", contains("name", "size"));
        problem(postDataset("{\"topic\": \"atelier.batches\", \"classes\": []}"), 400)
                .body("violations.field", contains("name", "topic", "classes"));
        problem(given().get("/datasets/cifar").then(), 404)
                .body("detail", equalTo("No dataset has the name or id \"cifar\": see GET /datasets"));
        problem(given().delete("/datasets").then(), 405);
    }

    private static ValidatableResponse postDataset(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/datasets")
                .then();
    }

    private Dataset dataset(String id) throws DatasetNotReadyException {
        return catalog.find(Optional.of(new DatasetSelection.Named(id)))
                .served()
                .orElseThrow();
    }

    private DatasetReference served() {
        return byDefault().description().reference();
    }

    private Dataset byDefault() {
        try {
            return catalog.find(Optional.empty()).served().orElseThrow();
        } catch (DatasetNotReadyException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldDeadLetterWhatItCanNotAnswerAndGoOn() throws Exception {
        StreamDefinition other = new StreamDefinition(
                TestTrials.dataset("fashion-mnist-0a1b2c3d"), Split.TEST, 9, 9, Holdout.NONE, List.of(), 9, 0);
        StreamDefinition good = new StreamDefinition(served(), Split.TEST, 9, 9, Holdout.NONE, List.of(), 9, 0);
        byte[] garbage = {(byte) 0xff, 0, 1, 2, (byte) 0x80};
        request("bad", garbage);
        request("bad", "{\"schema\": 3}".getBytes(StandardCharsets.UTF_8));
        request("bad", null);
        lookingRequest(other.id(), Json.write(new BatchRequest(other, 1, 0, 1)));
        request("bad", Json.write(new BatchRequest(good, 1, 0, 1)));
        request(other.id(), Json.write(new BatchRequest(other, 1, 0, 1)));
        request(good.id(), Json.write(new BatchRequest(good, 1, 0, 1)));

        try (Reader letters = new Reader(clients, Topic.DEAD_LETTERS)) {
            List<ConsumerRecord<String, byte[]>> dead = letters.next(
                    5, message -> "bad".equals(message.key()) || other.id().equals(message.key()));
            assertThat(dead).hasSize(5);
            assertThat(dead.get(0).value()).isEqualTo(garbage);
            assertThat(dead).extracting(message -> header(message, "service")).containsOnly("data-service");
            assertThat(dead)
                    .extracting(message -> header(message, "topic"))
                    .containsOnly(Topic.BATCH_REQUESTS.topicName());
            assertThat(header(dead.get(0), "error")).startsWith("Expected BatchRequest as JSON");
            assertThat(header(dead.get(1), "error")).contains("epoch");
            assertThat(header(dead.get(2), "error")).contains("found an empty record");
            assertThat(header(dead.get(3), "error")).contains("Expected the key " + good.id());
            assertThat(header(dead.get(4), "error")).contains("this data service has synthetic-");
        }
        assertThat(batches(good, 1)).hasSize(1);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("atelier_dead_letters_total{topic=\"atelier.batch-requests\"} 5.0"))
                .body(containsString("atelier_batches_served_total{split=\"test\"} 1.0"))
                .body(containsString("atelier_batch_requests_total "))
                .body(containsString("atelier_batch_seconds_count"))
                .body(containsString("atelier_dataset_info{dataset=\"synthetic\"} 1.0"))
                .body(containsString("atelier_dataset_info{dataset=\"synthetic-colour\"} 1.0"));
    }

    @Test
    void shouldDescribeItself() throws Exception {
        String text = given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/runs'.post.responses.'409'.content.keySet()", hasItem("application/problem+json"))
                .body(
                        "paths.'/runs'.post.requestBody.content.'application/json'.schema.'$ref'",
                        equalTo("#/components/schemas/Experiment"))
                .extract()
                .asString();

        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        JsonNode schemas = mapper.readTree(text).at("/components/schemas");
        ObjectNode expected = (ObjectNode)
                mapper.readTree(ExperimentSchema.text().replace("#/definitions/", "#/components/schemas/"));
        expected.remove("$schema");
        expected.remove("definitions")
                .properties()
                .forEach(part -> requireSame(schemas, part.getKey(), part.getValue()));
        requireSame(schemas, "Experiment", expected);
    }

    /** But for how numbers are written. */
    private static void requireSame(JsonNode schemas, String name, JsonNode expected) {
        Comparator<JsonNode> byValue = (one, other) -> one.equals(other)
                        || (one.isNumber()
                                && other.isNumber()
                                && one.decimalValue().compareTo(other.decimalValue()) == 0)
                ? 0
                : 1;
        assertThat(expected.equals(byValue, schemas.path(name)))
                .as("%s is %s, not %s", name, schemas.path(name), expected)
                .isTrue();
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/runs").then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
    }

    private void request(String key, byte[] value) {
        send(new ProducerRecord<>(Topic.BATCH_REQUESTS.topicName(), 0, key, value));
    }

    /** Of somebody who can do without an answer. */
    private void lookingRequest(String key, byte[] value) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(Topic.BATCH_REQUESTS.topicName(), 0, key, value);
        message.headers().add(BatchRequest.OPTIONAL, null);
        send(message);
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try (Producer<String, byte[]> producer = clients.producer()) {
            producer.send(message).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> batches(StreamDefinition stream, int count) {
        try (Reader reader = new Reader(clients, Topic.BATCHES)) {
            return reader.next(count, message -> message.key().equals(stream.id()));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
