package io.atelier.evaluator;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks. */
final class EvaluatorHealth {

    /** Down when a loop has died: only a restart helps. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck loops(EvaluatorLifecycle lifecycle) {
        return () -> {
            List<String> dead = lifecycle.status().deadLoops();
            return HealthCheckResponse.named("loops")
                    .status(dead.isEmpty())
                    .withData("dead", String.join(", ", dead))
                    .build();
        };
    }

    /** Up when the view holds all runs; says, too, which test images do not come, though pages are served without. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck view(EvaluatorLifecycle lifecycle) {
        return () -> HealthCheckResponse.named("view")
                .status(lifecycle.status().isReady())
                .withData(
                        "waiting for test images of",
                        lifecycle.status().waitingFor().orElse("-"))
                .build();
    }
}
