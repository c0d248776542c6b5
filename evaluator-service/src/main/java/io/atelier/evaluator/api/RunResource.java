package io.atelier.evaluator.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Runs and their results. */
@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
public final class RunResource {

    private final Runs runs;

    RunResource(Runs runs) {
        this.runs = runs;
    }

    /** All runs that are held, the latest first. */
    @GET
    public List<RunSummary> runs() {
        return runs.all().stream().map(RunSummary::of).toList();
    }

    /** The results of a run, partial while it goes on. */
    @GET
    @Path("/{run}/results")
    public RunResults results(@PathParam("run") String run) {
        return RunResults.of(runs.named(run));
    }
}
