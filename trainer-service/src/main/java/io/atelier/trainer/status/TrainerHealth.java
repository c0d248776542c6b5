package io.atelier.trainer.status;

import io.atelier.trainer.TrainerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Alive: the main loop runs. Ready: it takes trials. */
@ApplicationScoped
class TrainerHealth {

    @Produces
    @Liveness
    HealthCheck alive(TrainerService trainer) {
        return () ->
                HealthCheckResponse.named("main loop").status(trainer.isAlive()).build();
    }

    @Produces
    @Readiness
    HealthCheck ready(TrainerService trainer) {
        return () -> {
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("trial queue").status(trainer.isReady());
            trainer.refusal().ifPresent(reason -> response.withData("reason", reason));
            return response.build();
        };
    }
}
