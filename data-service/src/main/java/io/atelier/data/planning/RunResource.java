package io.atelier.data.planning;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.data.catalog.DatasetNotReadyException;
import io.atelier.data.planning.RunPublisher.Published;
import io.atelier.service.http.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Runs over HTTP. */
@Path("/runs")
@Produces(MediaType.APPLICATION_JSON)
class RunResource {

    private final RunPlanning runs;

    @Inject
    RunResource(RunPlanning runs) {
        this.runs = runs;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Plan a run",
            description =
                    "An experiment: architectures, recipes, sweeps and seeds. The same request again is the same run. "
                            + "A request with the name of a run that asks for all of its trials, unchanged, and for more "
                            + "extends it: only the new ones are queued. With more epochs it extends a run whose experiment says "
                            + "extensible: its trials go on where they ended, none of them repeats an epoch.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(ref = ExperimentSchemaFilter.NAME)))
    @APIResponse(
            responseCode = "201",
            description = "Planned: all its trials are queued",
            content = @Content(schema = @Schema(implementation = RunDescription.class)))
    @APIResponse(
            responseCode = "200",
            description =
                    "Planned before, and extended by as many trials as added says, and in as many as extended says by "
                            + "epochs; both may be none",
            content = @Content(schema = @Schema(implementation = RunDescription.class)))
    @APIResponse(
            responseCode = "400",
            description = "Not a valid experiment: every violation with its path; nothing is planned",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "Another run has this name, or one that can't be extended by what was asked for",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "The broker is not ready, or the dataset, which is being made: the detail says how far it is. The same "
                            + "request is to be sent again after as many seconds as Retry-After says",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response plan(byte[] request, UriInfo uri)
            throws InvalidDefinitionException, RunConflictException, DatasetNotReadyException, InterruptedException {
        Published published = runs.submit(request == null ? new byte[0] : request);
        RunDescription view = RunDescription.of(published);
        if (!published.isNew()) {
            return Response.ok(view).build();
        }
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location(uri, view.run()))
                .entity(view)
                .build();
    }

    /** Relative to the request's address: nothing that a client says about hosts comes back, and proxies may add a prefix. */
    private static String location(UriInfo uri, String run) {
        return uri.getPath().endsWith("/") ? run : "runs/" + run;
    }

    @GET
    @Operation(summary = "All runs, by name")
    public List<RunDescription> all() {
        return runs.all().stream().map(RunDescription::brief).toList();
    }

    @GET
    @Path("/{run}")
    @Operation(summary = "One run")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunDescription.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such run",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public RunDescription one(String run) {
        return runs.find(run)
                .map(RunDescription::of)
                .orElseThrow(() -> new NotFoundException("No run has the name \"" + run + "\": see GET /runs"));
    }
}
