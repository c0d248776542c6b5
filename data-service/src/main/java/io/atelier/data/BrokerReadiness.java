package io.atelier.data;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.service.kafka.BrokerCheck;
import io.smallrye.health.api.AsyncHealthCheck;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while a broker answers: requests for runs need it. */
final class BrokerReadiness {

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck broker(KafkaClients clients) {
        return new BrokerCheck(clients);
    }

    void close(@Disposes @Readiness AsyncHealthCheck check) {
        ((BrokerCheck) check).close();
    }
}
