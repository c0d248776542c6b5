package io.atelier.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Topic;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptTopicTest {

    /** Would catch thrice the heaviest traffic, and durable topics of which one broker's death takes the newest. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "2, 2, 1, 2", "3, 3, 2, 2", "5, 5, 2, 2"})
    void shouldKeepWhatIsDurableOnMoreBrokersThanWhatCanBeAskedForAgain(
            int factor, int durable, String minInsync, int recomputable) {
        assertThat(Topic.TRIALS.replicas(factor)).isEqualTo(durable);
        assertThat(Topic.TRIALS.configuration(durable)).containsEntry("min.insync.replicas", minInsync);
        assertThat(Topic.BATCHES.replicas(factor)).isEqualTo(recomputable);
        assertThat(Topic.BATCHES.configuration(recomputable)).containsEntry("min.insync.replicas", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "TRIALS, 1, 1, 1, false",
        "TRIALS, 3, 1, 1, true",
        "TRIALS, 3, 2, 1, true",
        "TRIALS, 3, 3, 1, true",
        "TRIALS, 3, 3, 2, false",
        "TRIALS, 2, 2, 1, false",
        "TRIALS, 2, 1, 1, true",
        "BATCHES, 3, 1, 1, false",
    })
    void shouldTellWhichTopicsOneBrokersDeathCanHarm(
            Topic topic, int brokers, int replicas, String minInsync, boolean atRisk) {
        KeptTopic kept = new KeptTopic(topic, replicas, Map.of("min.insync.replicas", minInsync));

        assertThat(kept.isAtRisk(brokers)).isEqualTo(atRisk);
    }

    @Test
    void shouldSayWhatWasFoundAndExpected() {
        KeptTopic kept = new KeptTopic(Topic.TRIALS, 1, Map.of("min.insync.replicas", "1"));

        assertThat(kept.risk(3))
                .isEqualTo("atelier.trials has replication factor 1 and min.insync.replicas 1, expected 3 and 2");
    }

    @Test
    void shouldFindOnlyTheSettingsThatDiffer() {
        Map<String, String> settings = new HashMap<>(Topic.TRIALS.configuration(3));
        assertThat(new KeptTopic(Topic.TRIALS, 3, settings).outdated()).isEmpty();
        settings.put("retention.ms", "1");
        settings.put("flush.ms", "7");

        assertThat(new KeptTopic(Topic.TRIALS, 3, settings).outdated())
                .containsExactly(Map.entry("retention.ms", "604800000"));
    }
}
