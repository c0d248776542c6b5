package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Datasets over HTTP. */
@Path("/datasets")
@Produces(MediaType.APPLICATION_JSON)
class DatasetResource {

    /** Of the schema of a request, in that of experiments. */
    private static final String REQUEST = "topic_dataset";

    private final DatasetCatalog catalog;
    private final DatasetViews views;

    @Inject
    DatasetResource(DatasetCatalog catalog, DatasetViews views) {
        this.catalog = catalog;
        this.views = views;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a dataset of a topic",
            description =
                    "Of all records that are committed now. The same request again is the same version as long as nobody"
                            + " has written to the topic, and else a new one under the same name.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "It is served",
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @APIResponse(
            responseCode = "202",
            description = "It is being made: see the address in Location, or send the same request again",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "Not a valid request, with every violation, or the topic can't become a dataset, with the reason",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "A dataset of another topic or one that is configured has this name",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The configured datasets or the broker are not ready, or too many datasets wait to be made",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response make(byte[] body, UriInfo uri)
            throws InvalidDefinitionException, DatasetConflictException, DatasetException, DatasetNotReadyException,
                    InterruptedException {
        DatasetRequest request = DatasetRequest.read(body == null ? new byte[0] : body);
        Optional<Dataset> made = catalog.make(request);
        if (made.isPresent()) {
            return Response.ok(DatasetView.of(made.get().description(), DatasetView.State.SERVED))
                    .build();
        }
        return Response.accepted(views.find(request.name()).orElseThrow())
                .header(HttpHeaders.LOCATION, location(uri, request.name()))
                .build();
    }

    /** Relative to the request's address, as that of a run is. */
    private static String location(UriInfo uri, String name) {
        return uri.getPath().endsWith("/") ? name : "datasets/" + name;
    }

    @GET
    @Operation(summary = "All datasets", description = "Those that are served or known, and those that are being made")
    public List<DatasetView> all() {
        return views.all();
    }

    @GET
    @Path("/{dataset}")
    @Operation(
            summary = "One dataset",
            description = "By its name, which means its newest version or the one that is being made, or by its id")
    @APIResponse(
            responseCode = "200",
            description = "The dataset",
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such dataset",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public DatasetView one(String dataset) {
        return views.find(dataset)
                .orElseThrow(() ->
                        new NotFoundException("No dataset has the name or id \"" + dataset + "\": see GET /datasets"));
    }
}
