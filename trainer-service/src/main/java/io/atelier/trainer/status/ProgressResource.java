package io.atelier.trainer.status;

import io.atelier.trainer.TrainerService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /progress}. */
@Path("/progress")
public final class ProgressResource {

    private final TrainerService trainer;

    ProgressResource(TrainerService trainer) {
        this.trainer = trainer;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Progress progress() {
        return trainer.progress();
    }
}
