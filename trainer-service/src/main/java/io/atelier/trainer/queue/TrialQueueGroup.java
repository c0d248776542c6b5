package io.atelier.trainer.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share group of all trainers, as the broker has to know it before the first of them joins. */
public final class TrialQueueGroup {

    public static final String NAME = "trainers";

    private static final Logger LOG = LoggerFactory.getLogger(TrialQueueGroup.class);
    private static final String LIMIT = "group.share.delivery.count.limit";
    private static final int STOCK_LIMIT = 5;

    private TrialQueueGroup() {}

    /** Sees trials published before the first trainer came, and none of a transaction that was aborted. Idempotent. */
    public static void configure(Admin admin) throws InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, NAME);
        Collection<AlterConfigOp> settings =
                List.of(set("share.auto.offset.reset", "earliest"), set("share.isolation.level", "read_committed"));
        try {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot configure the share group " + NAME + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /**
     * How often the broker hands out a record before it archives it without a word. Kafka 4.2 has this setting per
     * broker only, not per group.
     */
    public static int deliveryLimit(Admin admin) throws InterruptedException {
        try {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            ConfigEntry limit = config.get(LIMIT);
            return limit == null ? STOCK_LIMIT : Integer.parseInt(limit.value());
        } catch (ExecutionException e) {
            LOG.warn(
                    "Cannot read {} of the broker, taking {}: {}",
                    LIMIT,
                    STOCK_LIMIT,
                    e.getCause().toString());
            return STOCK_LIMIT;
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
