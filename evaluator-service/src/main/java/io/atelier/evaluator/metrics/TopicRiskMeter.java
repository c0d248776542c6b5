package io.atelier.evaluator.metrics;

import io.atelier.contract.kafka.TopicUpkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many durable topics one broker's death can harm. Which they are, and what to do, is in the log whenever it changes. */
final class TopicRiskMeter {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRiskMeter.class);

    private final MultiGauge atRisk;
    private List<String> known = List.of();

    TopicRiskMeter(MeterRegistry registry) {
        atRisk = BrokerMeters.gauge(
                registry, "atelier.topics.at.risk", "Durable topics that lose records if one of several brokers dies");
    }

    BrokerQuestion question() {
        return new BrokerQuestion("topics' replicas", this::ask, atRisk);
    }

    private void ask(Admin admin) throws ExecutionException, InterruptedException {
        List<String> risks = TopicUpkeep.risks(admin);
        atRisk.register(List.of(Row.of(Tags.empty(), risks.size())), true);
        if (!risks.isEmpty() && !risks.equals(known)) {
            LOG.warn(
                    "TOPICS AT RISK: one broker's death can lose what they hold. {}. Give them replicas with"
                            + " kafka-reassign-partitions.sh, then set min.insync.replicas with kafka-configs.sh --alter"
                            + " --entity-type topics --entity-name TOPIC --add-config min.insync.replicas=2"
                            + " (docs/cluster.md)",
                    String.join("; ", risks));
        } else if (risks.isEmpty() && !known.isEmpty()) {
            LOG.info("No topic is at risk any more");
        }
        known = risks;
    }
}
