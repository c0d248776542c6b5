package io.atelier.data.planning;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.atelier.contract.Require;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client asks for. What it leaves out is as the profile has it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "RunRequest", description = "A run to plan; all fields may be left out")
public record RunRequest(
        @Schema(description = "Name of the run; derived from its content where it is left out", examples = "first")
        @Pattern(regexp = Require.NAME, message = Require.NAME_RULE + ", but is \"${validatedValue}\"")
        String run,

        @Schema(description = "report: the recipes of the study; quick: one epoch on few images", defaultValue = QUICK)
        String profile,

        @Schema(
                description = "Architectures to train; those of the study where it is left out",
                examples = "[\"fmnist_3\"]")
        @Size(min = 1, max = 16, message = "must name 1 to 16 architectures")
        List<@NotNull(message = "must not be null") String> architectures,

        @Schema(description = "Seeds; each architecture is trained once with each", examples = "[1]")
        @Size(min = 1, max = 64, message = "must have 1 to 64 seeds")
        List<
                        @NotNull(message = "must not be null")
                        @Min(value = 0, message = "must be 0 or more, but is ${validatedValue}") Long>
                seeds,

        @Schema(description = "The most epochs of each trial")
        @Min(value = 1, message = EPOCHS)
        @Max(value = MAX_EPOCHS, message = EPOCHS)
        Integer epochs,

        @Schema(description = "How many images of the training file are used, from its beginning")
        @Min(value = MIN_TRAIN_IMAGES, message = "must be " + MIN_TRAIN_IMAGES + " or more, but is ${validatedValue}")
        Integer trainImages,

        @Schema(description = "How many images of the test file are used, from its beginning")
        @Min(value = 1, message = "must be 1 or more, but is ${validatedValue}")
        Integer testImages) {

    static final String QUICK = "quick";

    private static final int MAX_EPOCHS = 1_000;
    private static final String EPOCHS = "must be 1 to " + MAX_EPOCHS + ", but is ${validatedValue}";

    /** Fewer leave a validation set of a handful. */
    private static final int MIN_TRAIN_IMAGES = 20;

    public RunRequest {
        architectures = architectures == null ? null : Collections.unmodifiableList(architectures);
        seeds = seeds == null ? null : Collections.unmodifiableList(seeds);
    }

    /** All of a profile. */
    public static RunRequest of(String run, String profile) {
        return new RunRequest(run, profile, null, null, null, null, null);
    }
}
