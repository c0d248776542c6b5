package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.TestBroker;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.kafka.Topics;
import io.atelier.data.Reader;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunPublisherIT {

    private static final KafkaClients CLIENTS =
            new KafkaClients(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));

    private final Planner planner = new Planner("fashion-mnist", 60_000, 10_000);

    @BeforeAll
    static void createTopics() throws InterruptedException {
        try (Admin admin = CLIENTS.admin()) {
            Topics.createMissing(admin);
        }
    }

    @Test
    void shouldKnowItsRunsAfterARestart() throws Exception {
        Run run = planner.plan(RunRequest.of("restarted", "quick"));
        try (RunPublisher publisher = publisher()) {
            assertThat(publisher.publish(run)).isTrue();
        }

        try (RunPublisher restarted = publisher()) {
            assertThat(restarted.<Run>read(log -> log.run("restarted").orElseThrow()))
                    .isEqualTo(run);
            assertThat(restarted.publish(run)).isFalse();
        }
    }

    /** Two data services that get the same request at the same moment. */
    @Test
    void shouldPlanARunOnceThoughTwoServicesAreAsked() throws Exception {
        Run run = planner.plan(RunRequest.of("contended", "quick"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RunPublisher one = publisher();
                RunPublisher other = publisher()) {
            List<Callable<Boolean>> calls = List.of(() -> one.publish(run), () -> other.publish(run));
            int published = 0;
            for (Future<Boolean> outcome : threads.invokeAll(calls)) {
                published += outcome.get() ? 1 : 0;
            }
            assertThat(published).isEqualTo(1);
            assertThat(one.publish(planner.plan(RunRequest.of("contended-end", "quick"))))
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
            publisher.publish(planner.plan(RunRequest.of("named", "quick")));
            Run other = planner.plan(RunRequest.of("named", "report"));

            assertThatThrownBy(() -> publisher.publish(other))
                    .isInstanceOf(RunConflictException.class)
                    .hasMessageStartingWith("run \"named\" is planned already with other content");
        }
    }

    @Test
    void shouldIgnoreGarbageOnTheTrialsTopic() throws Exception {
        try (Producer<String, byte[]> producer = CLIENTS.producer()) {
            producer.send(new ProducerRecord<>(Topic.TRIALS.topicName(), "garbage", new byte[] {1, 2, 3}))
                    .get();
        }
        Run run = planner.plan(RunRequest.of("after-garbage", "quick"));

        try (RunPublisher publisher = publisher()) {
            assertThat(publisher.publish(run)).isTrue();
            assertThat(publisher.<List<Run>>read(TrialLog::runs)).contains(run);
        }
    }

    /** A planner that lives for months would otherwise hold every trial that there ever was. */
    @Test
    void shouldForgetARunThatTheTopicHasForgotten() throws Exception {
        Run old = planner.plan(RunRequest.of("old", "quick"));
        Run young = planner.plan(RunRequest.of("young", "quick"));
        try (RunPublisher publisher = publisher();
                Admin admin = CLIENTS.admin()) {
            publisher.publish(old);
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            LogEnds.of(admin, Topic.TRIALS.topicPartitions())
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
            publisher.publish(young);

            assertThat(publisher.<List<Run>>read(TrialLog::runs))
                    .contains(young)
                    .doesNotContain(old);
            assertThat(publisher.publish(old)).isTrue();
        }
    }

    private static RunPublisher publisher() {
        return new RunPublisher(CLIENTS, Clock.systemUTC());
    }
}
