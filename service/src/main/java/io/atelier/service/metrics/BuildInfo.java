package io.atelier.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.kafka.common.utils.AppInfoParser;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Shows what is running, from the start. */
@Singleton
final class BuildInfo {

    void show(
            @Observes StartupEvent event,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        Gauge.builder("atelier.build.info", () -> 1)
                .description("1, with the version of this software and of its Kafka client")
                .tags("version", version, "kafka", AppInfoParser.getVersion())
                .register(registry);
    }
}
