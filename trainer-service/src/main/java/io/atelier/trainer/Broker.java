package io.atelier.trainer;

import io.atelier.contract.Topics;
import io.atelier.trainer.queue.TrialQueueGroup;
import io.atelier.trainer.trial.StopSignal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker as the trainer needs it before it works: reachable, new enough, with topics and the share group. */
final class Broker {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int ANSWER_MILLIS = 5_000;

    private final Map<String, Object> kafka;

    Broker(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    Admin connect() throws StartupException {
        try {
            return Admin.create(kafka);
        } catch (KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new StartupException(
                    "Cannot use kafka.bootstrap.servers=" + servers() + ": " + reason.getMessage(), e);
        }
    }

    /** Waits until the broker answers, then makes it ready; at once if it is asked to stop. */
    void prepare(Admin admin, Duration patience, StopSignal stop) throws StartupException, InterruptedException {
        awaitAnswer(patience, stop);
        if (stop.getAsBoolean()) {
            return;
        }
        try {
            Map<String, FinalizedVersionRange> features =
                    admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            require(features, "share.version", 1);
            require(features, "transaction.version", 2);
            Topics.createMissing(admin);
            TrialQueueGroup.configure(admin);
        } catch (ExecutionException | KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new StartupException("Cannot prepare Kafka at " + servers() + ": " + reason.getMessage(), e);
        }
    }

    private void awaitAnswer(Duration patience, StopSignal stop) throws StartupException, InterruptedException {
        Map<String, Object> impatient = new HashMap<>(kafka);
        impatient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean logged = false;
        try (Admin admin = Admin.create(impatient)) {
            while (!stop.getAsBoolean()) {
                try {
                    admin.describeCluster().nodes().get();
                    return;
                } catch (ExecutionException e) {
                    if (System.nanoTime() > deadline) {
                        throw new StartupException(
                                "Cannot reach Kafka at " + servers() + " within " + patience.toSeconds()
                                        + " s: start the broker, or set kafka.bootstrap.servers to where it is",
                                e.getCause());
                    }
                    if (!logged) {
                        log.warn("Kafka at {} does not answer; trying for {} s", servers(), patience.toSeconds());
                        logged = true;
                    }
                    stop.pause(PAUSE);
                }
            }
        }
    }

    private void require(Map<String, FinalizedVersionRange> features, String name, int least) throws StartupException {
        FinalizedVersionRange range = features.get(name);
        int found = range == null ? 0 : range.maxVersionLevel();
        if (found < least) {
            throw new StartupException(
                    "Kafka at " + servers() + " has " + name + "=" + found + ", the trainer needs at least " + least
                            + ": use Kafka 4.2 or newer and kafka-features.sh upgrade --feature " + name + "=" + least,
                    null);
        }
    }

    private String servers() {
        return String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
