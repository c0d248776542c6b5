package io.atelier.data.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.atelier.contract.message.TrialDefinition;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as clients see it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "Run")
record RunDescription(String run, String dataset, String profile, List<TrialView> trials) {

    static RunDescription of(PlannedRun run) {
        return new RunDescription(
                run.name(),
                run.dataset(),
                run.profile(),
                run.trials().stream().map(TrialView::of).toList());
    }

    /** A trial as clients see it; {@code patience} and {@code validation_images} are absent where there is no validation. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "Trial")
    record TrialView(
            String trial,
            String configuration,
            String architecture,
            long seed,
            int epochs,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer patience,
            int trainImages,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer validationImages,
            int testImages) {

        static TrialView of(TrialDefinition trial) {
            return new TrialView(
                    trial.trial(),
                    trial.configuration(),
                    trial.architecture().name(),
                    trial.seed(),
                    trial.epochs(),
                    trial.patience(),
                    trial.train().images(),
                    trial.validation() == null ? null : trial.validation().images(),
                    trial.test().images());
        }
    }
}
