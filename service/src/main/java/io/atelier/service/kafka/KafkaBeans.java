package io.atelier.service.kafka;

import io.atelier.contract.kafka.KafkaClients;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes the Kafka clients' factory from {@code kafka.*}. */
final class KafkaBeans {

    @Produces
    @Singleton
    KafkaClients kafkaClients(@Identifier("default-kafka-broker") Map<String, Object> configuration) {
        return new KafkaClients(configuration);
    }
}
