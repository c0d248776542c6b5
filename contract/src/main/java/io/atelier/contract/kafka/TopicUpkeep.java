package io.atelier.contract.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after topics that exist: an older version may have made them, or a cluster that was smaller. */
public final class TopicUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(TopicUpkeep.class);

    private TopicUpkeep() {}

    /**
     * Gives topics the settings of this version; others that they have are left alone. Needs the rights DESCRIBE_CONFIGS
     * and ALTER_CONFIGS. Where that fails a warning says so: with the settings of before everything goes on.
     */
    public static void bringUpToDate(Admin admin) throws InterruptedException {
        try {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            for (KeptTopic kept : KeptTopic.all(admin)) {
                Map<String, String> outdated = kept.outdated();
                if (!outdated.isEmpty()) {
                    changes.put(KeptTopic.resource(kept.topic().topicName()), operations(outdated));
                    LOG.info("Setting {} of {}, was {}", outdated, kept.topic().topicName(), kept.settings());
                }
            }
            if (!changes.isEmpty()) {
                admin.incrementalAlterConfigs(changes).all().get();
            }
        } catch (ExecutionException | KafkaException e) {
            LOG.warn(
                    "Expected to read and change settings of the topics, but cannot ({}): they stay as they are. Give the"
                            + " rights with ./atelier access, or change them with kafka-configs.sh (docs/cluster.md)",
                    Refusal.innermost(e).getMessage());
        }
    }

    private static List<AlterConfigOp> operations(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }

    /**
     * The durable topics that one broker's death can harm although there are several, each with what was found and expected.
     *
     * @throws ExecutionException if the brokers do not say
     */
    public static List<String> risks(Admin admin) throws ExecutionException, InterruptedException {
        int brokers = admin.describeCluster().nodes().get().size();
        return KeptTopic.all(admin).stream()
                .filter(kept -> kept.isAtRisk(brokers))
                .map(kept -> kept.risk(brokers))
                .toList();
    }
}
