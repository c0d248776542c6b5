package io.atelier.evaluator.api;

import io.atelier.evaluator.view.KnownDataset;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Datasets and what is known about them. */
@Path("/api/datasets")
@Produces(MediaType.APPLICATION_JSON)
public final class DatasetResource {

    private final Datasets datasets;

    DatasetResource(Datasets datasets) {
        this.datasets = datasets;
    }

    /** All that a data service has described, by name. */
    @GET
    public List<DatasetSummary> datasets() {
        return datasets.all().stream()
                .map(known -> DatasetSummary.of(known.description()))
                .toList();
    }

    /** One of them. */
    @GET
    @Path("/{dataset}")
    public DatasetDetails dataset(@PathParam("dataset") String id) {
        KnownDataset known = datasets.named(id);
        return DatasetDetails.of(known, datasets.runs(known));
    }
}
