package io.atelier.trainer.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.Json;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.training.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryKafka
class TrialQueueIT {

    /** The shortest that an untuned broker allows. */
    private static final Duration LOCK = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Admin admin;
    private int limit;
    private TrialQueue queue;

    @BeforeEach
    void open() throws Exception {
        admin = Kafka.admin();
        limit = TrialQueueGroup.configure(admin, OptionalInt.empty());
        setLock(LOCK.toMillis());
        TestBroker.empty(Topic.TRIALS);
        queue = TrialQueue.open(Kafka.clients());
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        setLock(30_000);
        admin.close();
    }

    @Test
    void shouldSeeWhatWasPublishedBeforeItCame() throws Exception {
        publish("early");

        Delivery delivery = take(queue);

        assertThat(text(delivery)).isEqualTo("early");
        assertThat(delivery.count()).isEqualTo(1);
        assertThat(queue.accept(delivery)).isTrue();
        assertThat(queue.take(Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void shouldHoldARenewedTrialBeyondItsLockAndHandOutNoOther() throws Exception {
        publish("long");
        Delivery held = take(queue);
        publish("next");
        assertThat(queue.lockDuration()).isEqualTo(LOCK);

        try (TrialQueue other = TrialQueue.open(Kafka.clients())) {
            Delivery next = take(other);
            assertThat(text(next)).isEqualTo("next");
            assertThat(other.accept(next)).isTrue();

            long end = System.nanoTime() + LOCK.plusSeconds(4).toNanos();
            while (System.nanoTime() < end) {
                assertThat(queue.renew(held)).isTrue();
                assertThat(other.take(Duration.ofSeconds(3))).isEmpty();
            }
        }

        assertThat(queue.accept(held)).isTrue();
        assertThat(queue.take(Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void shouldLearnThatATrialThatIsNotRenewedIsLostAndTakeTheNext() throws Exception {
        publish("lost");
        Delivery lost = take(queue);

        try (TrialQueue other = TrialQueue.open(Kafka.clients())) {
            Delivery again = take(other);
            assertThat(text(again)).isEqualTo("lost");
            assertThat(again.count()).isEqualTo(2);

            assertThat(queue.renew(lost)).isFalse();
            assertThat(other.accept(again)).isTrue();
        }
        publish("next");
        Delivery next = take(queue);
        assertThat(text(next)).isEqualTo("next");
        assertThat(queue.accept(next)).isTrue();
    }

    @Test
    void shouldHandAReleasedTrialToAnother() throws Exception {
        publish("released");
        Delivery first = take(queue);
        assertThat(queue.renew(first)).isTrue();
        assertThat(queue.release(first)).isTrue();

        Delivery second = take(queue);

        assertThat(text(second)).isEqualTo("released");
        assertThat(second.count()).isEqualTo(2);
        assertThat(queue.accept(second)).isTrue();
    }

    @Test
    void shouldCountDeliveriesOfANewRecordAnew() throws Exception {
        TrialDefinition trial = Trials.plain("anew", "fake", 64, 32, 1);
        QueueLog log = new QueueLog(Kafka.clients(), admin, PATIENCE);
        Kafka.send(Topic.TRIALS, trial.trial(), Json.write(trial));
        Delivery first = take(queue);
        assertThat(first.standing()).isEqualTo(Standing.NONE);
        assertThat(log.isSuperseded(trial, first)).isFalse();

        Kafka.send(Delivery.anew(trial, new Standing(2, 3)));

        assertThat(log.isSuperseded(trial, first)).isTrue();
        assertThat(queue.accept(first)).isTrue();
        Delivery anew = take(queue);
        assertThat(Json.read(anew.record().value(), TrialDefinition.class)).isEqualTo(trial);
        assertThat(anew.count()).isEqualTo(1);
        assertThat(anew.standing()).isEqualTo(new Standing(2, 3));
        assertThat(log.isSuperseded(trial, anew)).isFalse();
        assertThat(queue.accept(anew)).isTrue();
    }

    @Test
    void shouldKnowThatADroppedTrialIsHeldNoMore() throws Exception {
        TrialDefinition trial = Trials.plain("dropped", "fake", 64, 32, 1);
        QueueLog log = new QueueLog(Kafka.clients(), admin, PATIENCE);
        // As trials are published: with a marker behind them, which no trainer is given.
        try (Producer<String, byte[]> producer = Kafka.clients().transactional("planner")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(Delivery.anew(trial, Standing.NONE)).get();
            producer.commitTransaction();
        }
        assertThat(log.held()).contains(trial);

        for (int i = 0; i < limit; i++) {
            Delivery delivery = take(queue);
            assertThat(log.held()).contains(trial);
            assertThat(queue.release(delivery)).isTrue();
        }

        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> queue.take(Duration.ofSeconds(1)).isEmpty()
                        && !log.held().contains(trial));
    }

    @Test
    void shouldHaveATrialHandedOutAsOftenAsTheBrokersVersionAllows() {
        assertThat(limit).isEqualTo(TestBroker.isNewest() ? 10 : 5);
    }

    /** Would catch a topic that the broker doesn't write to, which it tells its own log only. */
    @Test
    void shouldHaveACopyOfWhatWasDroppedIfTheBrokerMakesOne() throws Exception {
        publish("dropped-garbage");
        for (int i = 0; i < limit; i++) {
            assertThat(queue.release(take(queue))).isTrue();
        }
        assertThat(queue.take(Duration.ofSeconds(2))).isEmpty();

        if (!canCopy()) {
            assertThat(admin.listTopics().names().get()).doesNotContain(QueueFeatures.DROPPED);
            return;
        }
        List<TopicPartition> dropped = List.of(new TopicPartition(QueueFeatures.DROPPED, 0));
        ConsumerRecord<String, byte[]> copy = await().atMost(PATIENCE)
                .until(
                        () -> Kafka.read(dropped).stream()
                                .filter(record -> "dropped-garbage".equals(record.key()))
                                .toList(),
                        copies -> copies.size() == 1)
                .get(0);
        assertThat(copy.value()).asString().isEqualTo("dropped-garbage");
        assertThat(header(copy, "__dlq.errors.topic")).isEqualTo(Topic.TRIALS.topicName());
        assertThat(header(copy, "__dlq.errors.group")).isEqualTo(TrialQueueGroup.NAME);
        assertThat(header(copy, "__dlq.errors.delivery.count")).isEqualTo("10");
    }

    /** Whether the broker has the version of share groups that copies, be it in force or not. */
    private boolean canCopy() throws Exception {
        return admin.describeFeatures()
                        .featureMetadata()
                        .get()
                        .supportedFeatures()
                        .get("share.version")
                        .maxVersion()
                >= 2;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void setLock(long millis) throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, TrialQueueGroup.NAME);
        ConfigEntry lock = new ConfigEntry("share.record.lock.duration.ms", Long.toString(millis));
        admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(lock, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static void publish(String text) throws InterruptedException {
        Kafka.send(Topic.TRIALS, text, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivery take(TrialQueue queue) {
        AtomicReference<Delivery> taken = new AtomicReference<>();
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            Optional<Delivery> delivery = queue.take(Duration.ofSeconds(1));
            delivery.ifPresent(taken::set);
            return delivery.isPresent();
        });
        return taken.get();
    }

    private static String text(Delivery delivery) {
        return new String(delivery.record().value(), StandardCharsets.UTF_8);
    }
}
