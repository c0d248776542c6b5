package io.atelier.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.kafka.Topics;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The services as they are built, with certificates and passwords from files and no rights but those on the list. */
@Timeout(900)
class SecureRunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> SERVICES = List.of("data-service", "trainer-service", "evaluator-service");
    private static final String RUN = """
            {"run": "secure", "architectures": ["fmnist_3"], "epochs": 2, "train_images": 160, "test_images": 64}""";

    /**
     * Needed only by the first to come, who creates topics; where topics are of another version; and where a trial is queued
     * anew or is given more epochs.
     */
    private static final Set<String> RARELY_USED = Set.of(
            "data-service describe-configs topic atelier.*",
            "trainer-service describe-configs topic atelier.*",
            "evaluator-service alter-configs topic atelier.*",
            "trainer-service write topic atelier.trials",
            "data-service write transactional-id trial.*");

    /** Each is read by a service that cannot use what we put there, and says so on the dead-letter topic. */
    private static final List<Topic> POISONED =
            List.of(Topic.BATCH_REQUESTS, Topic.TRIALS, Topic.CHECKPOINTS, Topic.EPOCHS);

    private final SecureBroker broker = SecureBroker.shared();

    /** The logs stay where a test fails. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void shouldCompleteARunThatNeedsEveryRightAndNoOther() throws Exception {
        try (Admin admin = Admin.create(broker.client("admin"))) {
            deleteTopics(admin);
            RecordingAuthorizer.forget();
            try (SecureService data = start("data-service");
                    SecureService trainer = start("trainer-service");
                    SecureService evaluator = start("evaluator-service")) {
                data.awaitReady();
                trainer.awaitReady();
                evaluator.awaitReady();
                for (Topic topic : POISONED) {
                    Attempts.write(topic.topicName()).with(broker.client("admin"));
                }

                data.http().postJson("/runs", RUN.getBytes(StandardCharsets.UTF_8));

                await().atMost(PATIENCE).until(() -> results(evaluator.http()).contains("\"state\":\"COMPLETED\""));
                await().atMost(PATIENCE).until(() -> isComplete(evaluator.http()));
                await().atMost(PATIENCE).until(() -> deadLetters(admin) == POISONED.size());
                for (SecureService service : List.of(data, trainer, evaluator)) {
                    assertThat(service.log()).doesNotContain(secrets());
                }
            }
        }
        assertThat(SERVICES.stream().flatMap(RecordingAuthorizer::about).filter(decision -> !decision.allowed()))
                .isEmpty();
        assertThat(unused()).isSubsetOf(RARELY_USED);
    }

    @Test
    void shouldEndWithOneClearMessageWhereKafkaRefuses() throws Exception {
        try (Admin admin = Admin.create(broker.client("admin"))) {
            Topics.createMissing(admin);
        }
        Path wrongPassword = changed("data-service", broker.password("data-service"), "wrong");
        Path otherAuthority = changed(
                "trainer-service",
                broker.clientProperties("trainer-service")
                        .resolveSibling("ca.pem")
                        .toString(),
                broker.strangers("broker", "ca.pem"));
        // Who may do other things.
        Path otherUser = broker.clientProperties("trainer-service");

        try (SecureService data = new SecureService("data-service", wrongPassword, directory);
                SecureService trainer = new SecureService("trainer-service", otherAuthority, directory);
                SecureService evaluator = new SecureService("evaluator-service", otherUser, directory)) {
            refuses(data, "Kafka does not let us in: Authentication failed");
            refuses(trainer, "Kafka and we do not trust each other's certificates: ");
            refuses(evaluator, "Kafka does not allow what is needed: Not authorized to access topics: [atelier.");
        }
    }

    private static void refuses(SecureService service, String why) throws Exception {
        assertThat(service.awaitExit()).as(service.log()).isEqualTo(1);
        // A stack trace of Kafka's: others may come of a busy machine.
        assertThat(service.log())
                .containsOnlyOnce(why)
                .doesNotContain("\tat org.apache.kafka.")
                .doesNotContain(secrets());
    }

    private SecureService start(String service) throws IOException {
        return new SecureService(service, broker.clientProperties(service), directory);
    }

    private Path changed(String service, String from, String to) throws IOException {
        Path file = directory.resolve(service + ".properties");
        String settings = Files.readString(broker.clientProperties(service));
        return Files.writeString(file, settings.replace(from, to));
    }

    private static List<String> secrets() throws IOException {
        SecureBroker broker = SecureBroker.shared();
        return List.of(
                broker.password("data-service"),
                broker.password("trainer-service"),
                broker.password("evaluator-service"),
                broker.password("observer"));
    }

    /** So that the services have to create them. */
    private static void deleteTopics(Admin admin) throws Exception {
        List<String> ours = Stream.of(Topic.values()).map(Topic::topicName).toList();
        List<String> found =
                admin.listTopics().names().get().stream().filter(ours::contains).toList();
        admin.deleteTopics(found).all().get();
        await().atMost(PATIENCE)
                .until(() -> admin.listTopics().names().get().stream().noneMatch(ours::contains));
    }

    private static String results(HttpService evaluator) throws IOException, InterruptedException {
        try {
            return new String(evaluator.get("/api/runs/secure/results"), StandardCharsets.UTF_8);
        } catch (HttpProblem e) {
            return "";
        }
    }

    private static boolean isComplete(HttpService evaluator) throws IOException, HttpProblem, InterruptedException {
        return new String(evaluator.get("/api/runs"), StandardCharsets.UTF_8).contains("\"complete\":true");
    }

    private int deadLetters(Admin admin) throws Exception {
        TopicPartition letters = new TopicPartition(Topic.DEAD_LETTERS.topicName(), 0);
        List<String> found = new ArrayList<>();
        try (Consumer<String, byte[]> reader = new KafkaClients(broker.client("admin")).reader(Map.of())) {
            reader.assign(List.of(letters));
            LogEnds.readUpTo(reader, admin, PATIENCE, letter -> found.add(letter.key()));
        }
        return found.size();
    }

    /** The services' rights that no request has asked for; who creates the topics is a matter of who comes first. */
    private static Set<String> unused() {
        return Rights.ofAtelier().bindings().stream()
                .filter(right -> SERVICES.contains(user(right)))
                .filter(right -> right.entry().operation() != AclOperation.CREATE)
                .filter(right -> RecordingAuthorizer.about(user(right)).noneMatch(decision -> uses(decision, right)))
                .map(Rights::line)
                .collect(Collectors.toSet());
    }

    private static String user(AclBinding right) {
        return right.entry().principal().replace("User:", "");
    }

    private static boolean uses(RecordingAuthorizer.Decision decision, AclBinding right) {
        ResourcePattern allowed = right.pattern();
        ResourcePattern asked = decision.resource();
        return decision.operation() == right.entry().operation()
                && asked.resourceType() == allowed.resourceType()
                && (allowed.patternType() == PatternType.PREFIXED
                        ? asked.name().startsWith(allowed.name())
                        : asked.name().equals(allowed.name()));
    }
}
