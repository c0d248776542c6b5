package io.atelier.contract.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Atelier needs of the brokers, before it works with them. */
public final class Broker {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ANSWER_MILLIS = 5_000;

    /** Levels by feature: queues (KIP-932), and transactions that fence without gaps (KIP-890). */
    private static final Map<String, Short> REQUIRED =
            new TreeMap<>(Map.of("share.version", (short) 1, "transaction.version", (short) 2));

    private Broker() {}

    /**
     * Waits until a broker answers, then checks its features and creates the topics that are missing.
     *
     * @param replicationFactor of durable topics; empty: the brokers' default
     * @param stop whether to stop waiting
     * @return a client, which the caller closes; nothing if it was asked to stop
     * @throws BrokerException if none answers within {@code patience}, topics can't be created in that time, or what answers
     *     can't be used or refuses us
     */
    public static Optional<Admin> connect(
            KafkaClients clients, OptionalInt replicationFactor, Duration patience, BooleanSupplier stop)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Class<?> waitingAfter = null;
        while (!stop.getAsBoolean()) {
            try {
                Admin admin = prepared(clients, replicationFactor);
                if (waitingAfter != null) {
                    LOG.info("The Kafka broker at {} is ready", clients.bootstrapServers());
                }
                return Optional.of(admin);
            } catch (KafkaException | ExecutionException e) {
                Optional<BrokerException> unusable = Refusal.in(e);
                if (unusable.isPresent()) {
                    throw new BrokerException(
                            "Cannot use Kafka at " + clients.bootstrapServers() + ". "
                                    + unusable.get().getMessage(),
                            e);
                }
                if (System.nanoTime() >= deadline) {
                    throw new BrokerException(reason(clients, patience, e), e);
                }
                if (e.getClass() != waitingAfter) {
                    LOG.warn(
                            "Waiting up to {} s for a Kafka broker at {} ({})",
                            patience.toSeconds(),
                            clients.bootstrapServers(),
                            found(e));
                    waitingAfter = e.getClass();
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
        return Optional.empty();
    }

    private static String reason(KafkaClients clients, Duration patience, Exception failure) {
        if (failure instanceof TopicCreationException) {
            return "Kafka at " + clients.bootstrapServers() + " was not ready within " + patience.toSeconds() + " s. "
                    + failure.getMessage();
        }
        return String.format(
                "No Kafka broker answered at %s within %d s: start one there, or set kafka.bootstrap.servers to where one"
                        + " runs; kafka.security.protocol is %s (%s)",
                clients.bootstrapServers(), patience.toSeconds(), clients.securityProtocol(), found(failure));
    }

    private static String found(Exception failure) {
        return (failure instanceof TopicCreationException ? failure : Refusal.innermost(failure)).getMessage();
    }

    private static Admin prepared(KafkaClients clients, OptionalInt replicationFactor)
            throws ExecutionException, InterruptedException {
        Admin admin = clients.admin();
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                    .nodes()
                    .get();
            Topics.createMissing(admin, replicationFactor);
            return admin;
        } catch (KafkaException | ExecutionException | InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** Whether a broker answers within {@code patience}: without one there is nothing to wait for at the end. */
    public static boolean answers(KafkaClients clients, Duration patience) throws InterruptedException {
        Admin admin = clients.admin();
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(patience.toMillis())))
                    .nodes()
                    .get();
            return true;
        } catch (ExecutionException e) {
            // A broker that refuses us is up.
            return Refusal.in(e).isPresent();
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * Checks the features that the cluster has finalized.
     *
     * @throws BrokerException if a feature is off or too old
     * @throws KafkaException if the cluster can't be asked
     */
    public static void requireFeatures(Admin admin) throws InterruptedException {
        try {
            requireFeatures(admin.describeFeatures().featureMetadata().get().finalizedFeatures());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot read the broker's features: " + e.getCause().getMessage(), e.getCause());
        }
    }

    static void requireFeatures(Map<String, FinalizedVersionRange> finalized) {
        REQUIRED.forEach((feature, level) -> {
            int found = level(finalized, feature);
            if (found < level) {
                throw new BrokerException(String.format(
                        "Expected a Kafka 4.2 or newer cluster with %1$s >= %2$d, found %1$s %3$d: upgrade the brokers,"
                                + " then run kafka-features.sh --bootstrap-server HOST:PORT upgrade --feature %1$s=%2$d",
                        feature, level, found));
            }
        });
    }

    /**
     * The level of a feature that the cluster has finalized; 0 if it is off or not known there.
     *
     * @throws ExecutionException if the cluster can't be asked
     */
    public static int featureLevel(Admin admin, String feature) throws ExecutionException, InterruptedException {
        return level(admin.describeFeatures().featureMetadata().get().finalizedFeatures(), feature);
    }

    private static int level(Map<String, FinalizedVersionRange> finalized, String feature) {
        FinalizedVersionRange found = finalized.get(feature);
        return found == null ? 0 : found.maxVersionLevel();
    }
}
