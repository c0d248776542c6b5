package io.atelier.data;

import io.atelier.data.catalog.DatasetCatalog;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the configured datasets are served and requests are being answered; {@link BrokerReadiness} says the rest. */
@Readiness
class ServingCheck implements HealthCheck {

    private final DataService service;
    private final DatasetCatalog datasets;

    @Inject
    ServingCheck(DataService service, DatasetCatalog datasets) {
        this.service = service;
        this.datasets = datasets;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("serving batches").status(service.isServing());
        response.withData("dataset", String.join(", ", datasets.names()));
        service.refusal().ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
