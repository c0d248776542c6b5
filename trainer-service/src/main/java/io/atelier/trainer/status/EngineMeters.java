package io.atelier.trainer.status;

import io.atelier.contract.message.Environment;
import io.atelier.engine.NativeRuntime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What the trainer computes with, as metrics. */
public final class EngineMeters {

    private final MeterRegistry registry;

    private EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows them from now on. */
    public static void register(
            MeterRegistry registry, String trainer, Environment environment, NativeRuntime runtime) {
        EngineMeters meters = new EngineMeters(registry);
        meters.gauge(
                "atelier.vector.bits",
                "Width of the vectors of the arithmetic; below 128 the JVM has no vector instructions",
                runtime::vectorBits);
        meters.gauge("atelier.engine.threads", "CPU threads of the arithmetic", runtime::threads);
        meters.gauge("atelier.native.memory.bytes", "Memory outside of the heap for tensors", runtime::nativeBytes);
        meters.gauge(
                "atelier.resident.memory.bytes",
                "Memory of the machine that the process occupies, heap and all",
                runtime::residentBytes);
        Gauge.builder("atelier.build.info", () -> 1)
                .description("1, with the version of this software and of its Kafka client")
                .tags("version", environment.atelier(), "kafka", environment.kafka())
                .register(registry);
        Gauge.builder("atelier.trainer.info", () -> 1)
                .description("1 for each trainer, with its name and what it computes with")
                .tags("trainer", trainer, "engine", runtime.description())
                .register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
