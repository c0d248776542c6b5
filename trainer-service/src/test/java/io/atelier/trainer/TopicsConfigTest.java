package io.atelier.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.service.kafka.TopicsConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Here, since the module of all services has no runtime that reads settings. */
class TopicsConfigTest {

    @Test
    void shouldLeaveTheNumberOfReplicasToTheBrokersUnlessToldOtherwise() {
        assertThat(config(Map.of()).validated().replicationFactor()).isEmpty();
        assertThat(config(Map.of("atelier.topics.replication-factor", "3"))
                        .validated()
                        .replicationFactor())
                .hasValue(3);
    }

    @Test
    void shouldNameTheSettingThatIsOutOfBounds() {
        TopicsConfig config = config(Map.of("atelier.topics.replication-factor", "0"));

        assertThatThrownBy(config::validated)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("atelier.topics.replication-factor must be between 1 and 100");
    }

    private static TopicsConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(TopicsConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(TopicsConfig.class);
    }
}
