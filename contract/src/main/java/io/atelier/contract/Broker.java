package io.atelier.contract;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;

/** What Atelier needs of the brokers. */
public final class Broker {

    /** Levels by feature: queues (KIP-932), and transactions that fence without gaps (KIP-890). */
    private static final Map<String, Short> REQUIRED =
            new TreeMap<>(Map.of("share.version", (short) 1, "transaction.version", (short) 2));

    private Broker() {}

    /**
     * Checks the features that the cluster has finalized.
     *
     * @throws KafkaException if a feature is off or too old, or the cluster can't be asked
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
            FinalizedVersionRange found = finalized.get(feature);
            int foundLevel = found == null ? 0 : found.maxVersionLevel();
            if (foundLevel < level) {
                throw new KafkaException(String.format(
                        "Expected a Kafka 4.2 or newer cluster with %1$s >= %2$d, found %1$s %3$d: upgrade the brokers,"
                                + " then run kafka-features.sh upgrade --feature %1$s=%2$d",
                        feature, level, foundLevel));
            }
        });
    }
}
