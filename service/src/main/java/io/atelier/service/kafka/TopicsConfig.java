package io.atelier.service.kafka;

import io.atelier.contract.Require;
import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** Settings of the topics that any service creates. */
@ConfigMapping(prefix = "atelier.topics")
public interface TopicsConfig {

    /**
     * How many brokers keep each durable topic, 1 to 100; of what can be asked for again at most two do. Default: the
     * brokers' {@code default.replication.factor}. Topics that exist stay as they are.
     */
    OptionalInt replicationFactor();

    /**
     * The same, checked.
     *
     * @throws IllegalArgumentException if a setting is out of bounds
     */
    default TopicsConfig validated() {
        replicationFactor().ifPresent(factor -> Require.inRange(factor, 1, 100, "atelier.topics.replication-factor"));
        return this;
    }
}
