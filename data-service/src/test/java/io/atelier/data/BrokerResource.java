package io.atelier.data;

import io.atelier.contract.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test the broker of all integration tests. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", TestBroker.bootstrapServers());
    }

    @Override
    public void stop() {
        // The broker ends with the JVM.
    }
}
