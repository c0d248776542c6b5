package io.atelier.local.access;

import static io.atelier.local.access.Attempts.admin;
import static io.atelier.local.access.Attempts.fence;
import static io.atelier.local.access.Attempts.join;
import static io.atelier.local.access.Attempts.joinShare;
import static io.atelier.local.access.Attempts.read;
import static io.atelier.local.access.Attempts.refusal;
import static io.atelier.local.access.Attempts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atelier.contract.kafka.Topics;
import io.atelier.local.access.Attempts.Attempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the rights of {@code ./atelier access}, a broker with an authorizer allows what is needed and refuses the rest. */
@Timeout(300)
class AccessIT {

    private static final String DATA = "data-service";
    private static final String TRAINER = "trainer-service";
    private static final String EVALUATOR = "evaluator-service";
    private static final String OBSERVER = "observer";
    private static final List<String> USERS = List.of(DATA, TRAINER, EVALUATOR, OBSERVER);

    /** Of somebody else, on the same cluster. */
    private static final String FOREIGN = "payments";

    private static final AlterConfigOp KEEP_A_MOMENT =
            new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);

    private static SecureBroker broker;

    @BeforeAll
    static void prepare() throws Exception {
        broker = SecureBroker.shared();
        try (Admin service = Admin.create(broker.client(EVALUATOR));
                Admin administrator = Admin.create(broker.client("admin"))) {
            Topics.createMissing(service);
            administrator
                    .createTopics(List.of(new NewTopic(FOREIGN, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // data-service, trainer-service, evaluator-service, observer
        "atelier.trials,         wc,  rwc, ca,   r",
        "atelier.datasets,       rwc, c,   rca,  r",
        "atelier.batch-requests, rc,  wc,  wca,  r",
        "atelier.batches,        wc,  rc,  rca,  r",
        "atelier.training-state, c,   rwc, ca,   r",
        "atelier.checkpoints,    c,   wc,  rwca, r",
        "atelier.epochs,         c,   wc,  rca,  r",
        "atelier.evaluations,    c,   c,   rwca, r",
        "atelier.trial-events,   rwc, rwc, rca,  r",
        "atelier.dead-letters,   wc,  wc,  rwca, r"
    })
    void shouldAllowOfEachTopicWhatItsUsersNeedAndNoMore(
            String topic, String data, String trainer, String evaluator, String observer) throws Exception {
        assertThat(topicOperations(topic)).isEqualTo(byUser(data, trainer, evaluator, observer));
    }

    private static Map<String, String> topicOperations(String topic) throws Exception {
        Map<String, String> operations = new TreeMap<>();
        for (String user : USERS) {
            try (Admin admin = Admin.create(broker.client(user))) {
                Set<AclOperation> found = admin.describeTopics(
                                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .authorizedOperations();
                operations.put(user, letters(found));
            }
        }
        return operations;
    }

    /** All of them, but describing the topic, which comes with any, and its settings, which comes with creating it. */
    private static String letters(Set<AclOperation> operations) {
        StringBuilder letters = new StringBuilder();
        for (AclOperation operation : new TreeSet<>(operations)) {
            switch (operation) {
                case DESCRIBE -> {}
                case DESCRIBE_CONFIGS -> assertThat(operations).contains(AclOperation.CREATE);
                case ALTER_CONFIGS -> letters.append('a');
                case READ -> letters.append('r');
                case WRITE -> letters.append('w');
                case CREATE -> letters.append('c');
                default -> letters.append(operation);
            }
        }
        return letters.toString();
    }

    /** The evaluator may look at the queue of the trainers, though not take from it: see {@link #shouldRefuse}. */
    @ParameterizedTest
    @CsvSource({
        "data-service,     yes, no,  no,  no",
        "trainers,         no,  yes, yes, no",
        "evaluator,        no,  no,  yes, no",
        "console-consumer-1, no, no, no,  yes",
        "payments,         no,  no,  no,  no"
    })
    void shouldShowEachGroupOnlyToItsMembers(
            String group, String data, String trainer, String evaluator, String observer) throws Exception {
        Attempt ask = admin(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());

        assertThat(isAllowed(ask, GroupAuthorizationException.class))
                .isEqualTo(byUser(data, trainer, evaluator, observer));
    }

    @ParameterizedTest
    @CsvSource({
        "planner,           yes, no,  no,  no",
        "trial.r.fmnist_3.s1, yes, yes, no, no",
        "evaluator-1,       no,  no,  yes, no",
        "payments,          no,  no,  no,  no"
    })
    void shouldLetEachTransactionalIdBeUsedOnlyByItsOwner(
            String id, String data, String trainer, String evaluator, String observer) throws Exception {
        Attempt ask = admin(admin -> admin.describeTransactions(List.of(id)).all());

        assertThat(isAllowed(ask, TransactionalIdAuthorizationException.class))
                .isEqualTo(byUser(data, trainer, evaluator, observer));
    }

    private static Map<String, String> isAllowed(Attempt attempt, Class<? extends Exception> refusal) throws Exception {
        Map<String, String> allowed = new TreeMap<>();
        for (String user : USERS) {
            allowed.put(user, refusal.isInstance(refusal(attempt, broker.client(user))) ? "no" : "yes");
        }
        return allowed;
    }

    private static Map<String, String> byUser(String data, String trainer, String evaluator, String observer) {
        return new TreeMap<>(Map.of(DATA, data, TRAINER, trainer, EVALUATOR, evaluator, OBSERVER, observer));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void shouldRefuse(String user, String what, Attempt attempt, Class<? extends Exception> refusal) throws Exception {
        assertThat(refusal(attempt, broker.client(user))).isInstanceOf(refusal);
    }

    static Stream<Arguments> shouldRefuse() {
        Class<?> topic = TopicAuthorizationException.class;
        Class<?> group = GroupAuthorizationException.class;
        Class<?> transaction = TransactionalIdAuthorizationException.class;
        return Stream.concat(
                Stream.of(
                        arguments(EVALUATOR, "writes state", write("atelier.training-state"), topic),
                        arguments(EVALUATOR, "plans a trial", write("atelier.trials"), topic),
                        arguments(EVALUATOR, "fences a trainer", fence("trial.r.fmnist_3.s1"), transaction),
                        arguments(EVALUATOR, "takes trials", joinShare("trainers", "atelier.batches"), group),
                        arguments(EVALUATOR, "configures the queue", configureQueue(), group),
                        arguments(DATA, "reads checkpoints", read("atelier.checkpoints"), topic),
                        arguments(DATA, "reads state", read("atelier.training-state"), topic),
                        arguments(DATA, "writes results", write("atelier.evaluations"), topic),
                        arguments(DATA, "takes trials", joinShare("trainers", "atelier.trials"), group),
                        arguments(TRAINER, "writes results", write("atelier.evaluations"), topic),
                        arguments(TRAINER, "writes batches", write("atelier.batches"), topic),
                        arguments(TRAINER, "takes batch requests", join("data-service", "atelier.batches"), group),
                        arguments(EVALUATOR, "takes trials", join("trainers", "atelier.epochs"), group),
                        arguments(TRAINER, "takes checkpoints", join("evaluator", "atelier.batches"), group),
                        arguments(TRAINER, "fences the planner", fence("planner"), transaction),
                        arguments(TRAINER, "fences the evaluator", fence("evaluator-1"), transaction),
                        arguments(TRAINER, "uses an id of no trial", fence("payments"), transaction),
                        arguments(OBSERVER, "writes dead letters", write("atelier.dead-letters"), topic),
                        arguments(OBSERVER, "takes trials", joinShare("trainers", "atelier.trials"), group),
                        arguments(OBSERVER, "takes batch requests", join("data-service", "atelier.batches"), group),
                        arguments(OBSERVER, "creates a topic", create("atelier.new"), topic),
                        arguments(OBSERVER, "changes a topic", shortenRetention(), topic),
                        arguments(DATA, "changes a topic", shortenRetention(), topic),
                        arguments(TRAINER, "changes a topic", shortenRetention(), topic)),
                USERS.stream().flatMap(AccessIT::refusedToAll));
    }

    private static Stream<Arguments> refusedToAll(String user) {
        Class<?> topic = TopicAuthorizationException.class;
        Class<?> cluster = ClusterAuthorizationException.class;
        TopicPartition events = new TopicPartition("atelier.trial-events", 0);
        return Stream.of(
                arguments(user, "reads a foreign topic", read(FOREIGN), topic),
                arguments(user, "writes a foreign topic", write(FOREIGN), topic),
                arguments(user, "creates a foreign topic", create("other"), topic),
                arguments(
                        user,
                        "deletes a topic",
                        admin(admin ->
                                admin.deleteTopics(List.of(events.topic())).all()),
                        topic),
                arguments(
                        user,
                        "deletes records",
                        admin(admin -> admin.deleteRecords(Map.of(events, RecordsToDelete.beforeOffset(0)))
                                .all()),
                        topic),
                arguments(
                        user,
                        "adds partitions",
                        admin(admin -> admin.createPartitions(Map.of(events.topic(), NewPartitions.increaseTo(64)))
                                .all()),
                        topic),
                arguments(
                        user, "changes the broker", configure(ConfigResource.Type.BROKER, "1", KEEP_A_MOMENT), cluster),
                arguments(
                        user,
                        "gives itself rights",
                        admin(admin -> admin.createAcls(Rights.parse(user + " all topic atelier.*")
                                        .bindings())
                                .all()),
                        cluster),
                arguments(
                        user,
                        "changes a password",
                        admin(admin -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                        "admin",
                                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                        "secret")))
                                .all()),
                        cluster),
                arguments(
                        user,
                        "moves a foreign group",
                        admin(admin -> admin.alterConsumerGroupOffsets(
                                        FOREIGN, Map.of(events, new OffsetAndMetadata(0)))
                                .all()),
                        GroupAuthorizationException.class));
    }

    private static Attempt create(String topic) {
        return admin(admin -> admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all());
    }

    private static Attempt shortenRetention() {
        return configure(ConfigResource.Type.TOPIC, "atelier.trial-events", KEEP_A_MOMENT);
    }

    private static Attempt configureQueue() {
        return configure(
                ConfigResource.Type.GROUP,
                "trainers",
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "latest"), AlterConfigOp.OpType.SET));
    }

    private static Attempt configure(ConfigResource.Type type, String name, AlterConfigOp change) {
        return admin(admin -> admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), List.of(change)))
                .all());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldLetNobodyIn(String who, Map<String, Object> client, Class<? extends Exception> refusal)
            throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        if (refusal.equals(TimeoutException.class)) {
            settings.put("default.api.timeout.ms", 4_000);
            settings.put("request.timeout.ms", 2_000);
        }

        assertThat(refusal(admin(admin -> admin.describeCluster().nodes()), settings))
                .isInstanceOf(refusal);
    }

    static Stream<Arguments> shouldLetNobodyIn() throws Exception {
        SecureBroker secure = SecureBroker.shared();
        Map<String, Object> trainer = secure.client(TRAINER);
        Map<String, Object> administrator = secure.client("admin");
        return Stream.of(
                arguments(
                        "with a wrong password",
                        with(trainer, "sasl.jaas.config", SecureBroker.login(TRAINER, "wrong")),
                        SaslAuthenticationException.class),
                arguments(
                        "unknown",
                        with(trainer, "sasl.jaas.config", SecureBroker.login("nobody", "wrong")),
                        SaslAuthenticationException.class),
                // The broker hangs up on these, and says nothing that they would understand.
                arguments("without a name", with(trainer, "security.protocol", "SSL"), TimeoutException.class),
                arguments(
                        "without encryption", with(trainer, "security.protocol", "PLAINTEXT"), TimeoutException.class),
                arguments(
                        "who trusts another authority",
                        with(trainer, "ssl.truststore.location", secure.strangers("broker", "ca.pem")),
                        SslAuthenticationException.class),
                arguments(
                        "who is another authority's administrator",
                        with(
                                with(administrator, "ssl.keystore.location", secure.strangers("admin", "admin.p12")),
                                "ssl.keystore.password",
                                secure.strangersPassword()),
                        SslAuthenticationException.class),
                arguments(
                        "who has no administrator's certificate",
                        with(trainer, "bootstrap.servers", secure.adminServer()),
                        SslAuthenticationException.class));
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, String value) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    @Test
    void shouldGiveRightsThatAreMissingAndTakeAwayOthersWhenTold() throws Exception {
        assertThat(broker.giveAccess()).contains(" rights were there already").doesNotContain("added: ");
        try (Admin administrator = Admin.create(broker.client("admin"))) {
            administrator
                    .createAcls(
                            Rights.parse("observer write topic atelier.epochs").bindings())
                    .all()
                    .get();
        }

        assertThat(broker.giveAccess()).contains("not on the list, left: observer write topic atelier.epochs");
        assertThat(broker.giveAccess("--exactly")).contains("taken away: observer write topic atelier.epochs");
        assertThat(broker.giveAccess("--exactly")).doesNotContain("observer write topic");
    }
}
