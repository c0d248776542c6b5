package io.atelier.evaluator.api;

import io.atelier.contract.message.TrialResult;
import io.atelier.evaluator.checkpoints.ModelReader;
import io.atelier.evaluator.view.Trial;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;

/** Trained models. */
@Path("/api/trials")
public final class ModelResource {

    private final Runs runs;
    private final ModelReader models;

    ModelResource(Runs runs, ModelReader models) {
        this.runs = runs;
        this.models = models;
    }

    /** The final parameters of a trial that ended well, as safetensors. */
    @GET
    @Path("/{trial}/model")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Blocking
    public Response model(@PathParam("trial") String id) throws InterruptedException {
        Trial trial = runs.trial(id);
        if (!trial.event().state().isGoodEnd()) {
            throw new NotFoundException(
                    "Trial \"" + id + "\" is " + trial.event().state()
                            + ": it has final parameters when it is COMPLETED, EARLY_STOPPED or PRUNED");
        }
        TrialResult result = trial.event().result();
        int epoch = result.bestEpoch();
        ByteBuffer model = models.read(id, epoch, result.paramsSha256())
                .orElseThrow(() -> new NotFoundException(
                        "The parameters of trial \"" + id + "\", epoch " + epoch + ", are no longer on the broker"));
        byte[] bytes = new byte[model.remaining()];
        model.get(bytes);
        return Response.ok(bytes)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".safetensors\"")
                .build();
    }
}
