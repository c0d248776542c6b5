package io.atelier.data;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the dataset is loaded and requests are being answered; {@link BrokerReadiness} says the rest. */
@Readiness
class ServingCheck implements HealthCheck {

    private final DataService service;
    private final LoadedDataset dataset;

    @Inject
    ServingCheck(DataService service, LoadedDataset dataset) {
        this.service = service;
        this.dataset = dataset;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("serving batches").status(service.isServing());
        dataset.get().ifPresent(loaded -> response.withData("dataset", loaded.name()));
        service.refusal().ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
