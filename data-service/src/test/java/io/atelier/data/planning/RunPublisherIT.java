package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.EveryKafka;
import io.atelier.contract.Json;
import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.kafka.Topics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.data.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunPublisherIT {

    private static final KafkaClients CLIENTS =
            new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

    private final Planner planner = Requests.planner("fashion-mnist", 60_000, 10_000);

    @BeforeAll
    static void createTopics() throws InterruptedException {
        try (Admin admin = CLIENTS.admin()) {
            Topics.createMissing(admin);
        }
    }

    @Test
    void shouldKnowItsRunsAfterARestart() throws Exception {
        PlannedRun run = Requests.plan(planner, "restarted", "quick");
        try (RunPublisher publisher = publisher()) {
            assertThat(publisher.publish(run).isNew()).isTrue();
        }

        try (RunPublisher restarted = publisher()) {
            assertThat(restarted.<PlannedRun>read(
                            planned -> planned.run("restarted").orElseThrow()))
                    .isEqualTo(run);
            assertThat(restarted.publish(run).added()).isZero();
        }
    }

    /** Two data services that get the same request at the same moment. */
    @EveryKafka
    @Test
    void shouldPlanARunOnceThoughTwoServicesAreAsked() throws Exception {
        PlannedRun run = Requests.plan(planner, "contended", "quick");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RunPublisher one = publisher();
                RunPublisher other = publisher()) {
            assertThat(addedByBoth(one, other, run, threads)).isEqualTo(6);
            assertThat(one.publish(Requests.plan(planner, "contended-end", "quick"))
                            .isNew())
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }

        try (Reader reader = new Reader(CLIENTS, Topic.TRIALS)) {
            assertThat(reader.next(12, message -> message.key().startsWith("contended")))
                    .extracting(message -> message.key())
                    .doesNotHaveDuplicates()
                    .hasSize(12);
        }
    }

    @Test
    void shouldRefuseOtherContentUnderTheSameName() throws Exception {
        try (RunPublisher publisher = publisher()) {
            publisher.publish(Requests.plan(planner, "named", "quick"));
            PlannedRun other = Requests.plan(planner, "named", "report");

            assertThatThrownBy(() -> publisher.publish(other))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageStartingWith(
                            "run \"named\" is planned already with other content (named.fmnist_1.s1 has profile"
                                    + " quick, not report)");
        }
    }

    @Test
    void shouldIgnoreGarbageOnTheTopicOfEvents() throws Exception {
        try (Producer<String, byte[]> producer = CLIENTS.producer()) {
            producer.send(new ProducerRecord<>(Topic.TRIAL_EVENTS.topicName(), "garbage", new byte[] {1, 2, 3}))
                    .get();
        }
        PlannedRun run = Requests.plan(planner, "after-garbage", "quick");

        try (RunPublisher publisher = publisher()) {
            assertThat(publisher.publish(run).isNew()).isTrue();
            assertThat(publisher.<List<PlannedRun>>read(PlannedRuns::runs)).contains(run);
        }
    }

    /**
     * The queue forgets after days what results outlive by months: the same request must not train again, and another one
     * must not take the name.
     */
    @Test
    void shouldKnowARunThatTheQueueHasForgotten() throws Exception {
        PlannedRun run = Requests.plan(planner, "outlives", "quick");
        PlannedRun other = Requests.plan(planner, "{'run': 'outlives', 'profile': 'quick', 'train_images': 5000}");
        try (RunPublisher publisher = publisher()) {
            publisher.publish(run);
        }
        TestBroker.empty(Topic.TRIALS);

        try (RunPublisher restarted = publisher()) {
            assertThat(restarted.publish(run).added()).as("added").isZero();
            assertThatThrownBy(() -> restarted.publish(other))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageContaining("has train.source 6000, not 5000");
        }
        assertThat(queued("outlives")).isEmpty();
    }

    /** Who repairs the queue writes trials in another order than the planner did. */
    @Test
    void shouldKnowARunWhoseTrialsWereQueuedAnewInAnotherOrder() throws Exception {
        PlannedRun run = Requests.plan(planner, "reordered", "quick");
        List<TrialDefinition> backwards = new ArrayList<>(run.trials());
        Collections.reverse(backwards);
        try (RunPublisher publisher = publisher()) {
            publisher.publish(run);
            TestBroker.empty(Topic.TRIALS);
            backwards.subList(0, 3).forEach(trial -> send(Topic.TRIALS, trial.trial(), Json.write(trial)));
            backwards.forEach(trial ->
                    send(Topic.TRIAL_EVENTS, trial.trial(), Json.write(TrialEvent.queued(trial, Instant.now(), 1, 0))));
        }

        try (RunPublisher restarted = publisher()) {
            assertThat(restarted.publish(run).added()).isZero();
            assertThat(restarted.<PlannedRun>read(
                            planned -> planned.run("reordered").orElseThrow()))
                    .isEqualTo(run);
        }
    }

    /** Of a run of six, one trial was removed and another's event has expired. */
    @Test
    void shouldTakeARunOfWhichTrialsAreGoneForTheSameRunAndNotForASmallerOne() throws Exception {
        PlannedRun run = Requests.plan(planner, "partly-gone", "quick");
        PlannedRun rest = Requests.plan(
                planner,
                "{'run': 'partly-gone', 'profile': 'quick', 'architectures': ["
                        + run.trials().stream()
                                .skip(1)
                                .map(trial -> "'" + trial.configuration() + "'")
                                .collect(Collectors.joining(", "))
                        + "]}");
        try (RunPublisher publisher = publisher()) {
            publisher.publish(run);
            send(Topic.TRIAL_EVENTS, run.trials().get(0).trial(), null);

            assertThat(publisher.publish(run).added()).isZero();
            assertThatThrownBy(() -> publisher.publish(rest)).isInstanceOf(RunConflictException.class);
        }
    }

    @Test
    void shouldGiveTheNameOfARemovedRunAway() throws Exception {
        PlannedRun removed = Requests.plan(planner, "removed", "quick");
        PlannedRun other = Requests.plan(
                planner, "{'run': 'removed', 'profile': 'quick', 'architectures': ['fmnist_3'], 'epochs': 2}");
        try (RunPublisher publisher = publisher()) {
            publisher.publish(removed);
            removed.trials().forEach(trial -> send(Topic.TRIAL_EVENTS, trial.trial(), null));

            assertThat(publisher.<Optional<PlannedRun>>read(planned -> planned.run("removed")))
                    .isEmpty();
            assertThat(publisher.publish(other).isNew()).isTrue();
        }
    }

    /** The run of a version whose definitions this one can't read: to plan it again would train it twice. */
    @Test
    void shouldNotPlanAgainWhatAnotherVersionHasPlanned() throws Exception {
        PlannedRun run = Requests.plan(planner, "from-elsewhere", "quick");
        String old = new String(
                        Json.write(TrialEvent.queued(run.trials().get(0), Instant.now())), StandardCharsets.UTF_8)
                .replace("\"schema\":" + TrialDefinition.SCHEMA, "\"schema\":1");
        send(Topic.TRIAL_EVENTS, run.trials().get(0).trial(), old.getBytes(StandardCharsets.UTF_8));

        try (RunPublisher publisher = publisher()) {
            assertThatThrownBy(() -> publisher.publish(run))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageContaining("this version can't read all of its trials");
        }
    }

    /** A planner that lives for months would otherwise hold every trial that there ever was. */
    @Test
    void shouldForgetARunThatTheTopicOfEventsHasForgotten() throws Exception {
        PlannedRun old = Requests.plan(planner, "old", "quick");
        PlannedRun young = Requests.plan(planner, "young", "quick");
        try (RunPublisher publisher = publisher()) {
            publisher.publish(old);
            TestBroker.empty(Topic.TRIAL_EVENTS);
            publisher.publish(young);

            assertThat(publisher.<List<PlannedRun>>read(PlannedRuns::runs))
                    .contains(young)
                    .doesNotContain(old);
            assertThat(publisher.publish(old).isNew()).isTrue();
        }
    }

    /** Twelve drawn combinations and then sixteen; compose asks for its run at every start, also for what it was before. */
    @Test
    void shouldQueueOnlyTheNewTrialsOfAnExtendedSweep() throws Exception {
        PlannedRun twelve = Requests.plan(planner, sweep("grown", 12));
        PlannedRun sixteen = Requests.plan(planner, sweep("grown", 16));
        try (RunPublisher publisher = publisher()) {
            assertThat(publisher.publish(twelve).added()).isEqualTo(12);
            assertThat(publisher.publish(sixteen).added()).isEqualTo(4);
            assertThat(publisher.publish(sixteen).added()).isZero();
        }

        try (RunPublisher restarted = publisher()) {
            RunPublisher.Published again = restarted.publish(twelve);
            assertThat(again.added()).isZero();
            assertThat(again.run().trials()).hasSize(16);
            assertThat(restarted.publish(sixteen).added()).isZero();
        }
        assertThat(queued("grown")).hasSize(16).doesNotHaveDuplicates();
    }

    @EveryKafka
    @Test
    void shouldExtendARunOnceThoughTwoServicesAreAsked() throws Exception {
        PlannedRun sixteen = Requests.plan(planner, sweep("grown-twice", 16));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RunPublisher one = publisher();
                RunPublisher other = publisher()) {
            one.publish(Requests.plan(planner, sweep("grown-twice", 12)));

            assertThat(addedByBoth(one, other, sixteen, threads)).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
        assertThat(queued("grown-twice")).hasSize(16).doesNotHaveDuplicates();
    }

    /** Of three trials one has completed, one is being trained and one was stopped early. */
    @EveryKafka
    @Test
    void shouldQueueTheTrialsOfARunThatGetsMoreEpochsOnceAndFenceTheirTrainers() throws Exception {
        PlannedRun two = Requests.plan(planner, extensible("longer", 2, "1, 2, 3"));
        PlannedRun four = Requests.plan(planner, extensible("longer", 4, "1, 2, 3, 4"));
        try (RunPublisher publisher = publisher();
                Producer<String, byte[]> trainer = CLIENTS.ownerOf(trial(two, 2).trial())) {
            publisher.publish(two);
            trainer.initTransactions();
            TrialResult stopped = new TrialResult(1, 1, 9, 9, "0".repeat(64));
            event(TrialEvent.ended(
                    trial(two, 1), Instant.now(), "one", 1, new TrialResult(2, 2, 9, 9, "0".repeat(64))));
            event(TrialEvent.running(trial(two, 2), Instant.now(), "one", 1, 1));
            event(TrialEvent.ended(trial(two, 3), Instant.now(), "one", 1, stopped));

            RunPublisher.Published published = publisher.publish(four);

            assertThat(published.added()).isEqualTo(1);
            assertThat(published.extended()).isEqualTo(3);
            assertThat(published.isNew()).isFalse();
            assertThat(published.run().trials())
                    .extracting(TrialDefinition::epochs)
                    .containsExactly(4, 4, 4, 4);
            assertThatThrownBy(() -> {
                        trainer.beginTransaction();
                        var unused = trainer.send(new ProducerRecord<>(Topic.EPOCHS.topicName(), "late", new byte[1]));
                        trainer.commitTransaction();
                    })
                    .isInstanceOf(KafkaException.class);
            for (PlannedRun again : List.of(four, two)) {
                RunPublisher.Published nothing = publisher.publish(again);
                assertThat(nothing.added() + nothing.extended()).isZero();
                assertThat(nothing.run()).isEqualTo(published.run());
            }
        }

        try (RunPublisher restarted = publisher()) {
            assertThat(restarted.publish(four).extended()).isZero();
        }
        assertThat(queued("longer"))
                .containsExactlyInAnyOrder(
                        "longer.fmnist_3.s1",
                        "longer.fmnist_3.s2",
                        "longer.fmnist_3.s3",
                        "longer.fmnist_3.s4",
                        "longer.fmnist_3.s1",
                        "longer.fmnist_3.s2");
    }

    @EveryKafka
    @Test
    void shouldGiveTrialsMoreEpochsOnceThoughTwoServicesAreAsked() throws Exception {
        PlannedRun four = Requests.plan(planner, extensible("longer-twice", 4, "1, 2, 3"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RunPublisher one = publisher();
                RunPublisher other = publisher()) {
            one.publish(Requests.plan(planner, extensible("longer-twice", 2, "1, 2, 3")));
            List<Callable<RunPublisher.Published>> calls = List.of(() -> one.publish(four), () -> other.publish(four));

            int extended = 0;
            for (Future<RunPublisher.Published> outcome : threads.invokeAll(calls)) {
                extended += outcome.get().extended();
            }

            assertThat(extended).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
        assertThat(queued("longer-twice")).hasSize(6);
    }

    private static String extensible(String run, int epochs, String seeds) {
        return "{'run': '" + run + "', 'architectures': ['fmnist_3'], 'train_images': 500, 'epochs': " + epochs
                + ", 'seeds': [" + seeds + "], 'extensible': true}";
    }

    private static TrialDefinition trial(PlannedRun run, long seed) {
        return run.trials().stream()
                .filter(trial -> trial.seed() == seed)
                .findFirst()
                .orElseThrow();
    }

    private static void event(TrialEvent event) {
        send(Topic.TRIAL_EVENTS, event.definition().trial(), Json.write(event));
    }

    private static int addedByBoth(RunPublisher one, RunPublisher other, PlannedRun run, ExecutorService threads)
            throws Exception {
        List<Callable<RunPublisher.Published>> calls = List.of(() -> one.publish(run), () -> other.publish(run));
        int added = 0;
        for (Future<RunPublisher.Published> outcome : threads.invokeAll(calls)) {
            added += outcome.get().added();
        }
        return added;
    }

    private static String sweep(String run, int number) {
        return "{'run': '" + run
                + "', 'architectures': ['fmnist_3'], 'train_images': 500, 'sweep': {'method': 'random',"
                + " 'number': " + number + ", 'parameters': {'recipe.optimizer.learning_rate':"
                + " {'kind': 'log_uniform', 'least': 1e-4, 'most': 1e-2}}}}";
    }

    private static List<String> queued(String run) throws InterruptedException {
        List<String> trials = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = CLIENTS.reader(Map.of());
                Admin admin = CLIENTS.admin()) {
            consumer.assign(Topic.TRIALS.topicPartitions());
            consumer.seekToBeginning(Topic.TRIALS.topicPartitions());
            LogEnds.readUpTo(consumer, admin, Duration.ofSeconds(20), record -> trials.add(record.key()));
        }
        return trials.stream().filter(trial -> trial.startsWith(run + ".")).toList();
    }

    private static void send(Topic topic, String key, byte[] value) {
        try (Producer<String, byte[]> producer = CLIENTS.producer()) {
            producer.send(new ProducerRecord<>(topic.topicName(), topic.partitionOf(key), key, value))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunPublisher publisher() {
        return new RunPublisher(CLIENTS, Clock.systemUTC());
    }
}
