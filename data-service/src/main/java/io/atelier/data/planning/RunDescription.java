package io.atelier.data.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.data.planning.RunPublisher.Published;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as clients see it; {@code added} and {@code extended} are there only where it was asked for, {@code configurations} not in lists of runs. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "Run")
record RunDescription(
        String run,
        String dataset,

        @Schema(description = "report, quick, or experiment where none was asked for")
        String profile,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Answer to a request for a run: how many of its trials this request has queued")
        Integer added,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description =
                        "Answer to a request for a run: how many of its trials this request has given more epochs")
        Integer extended,

        @JsonInclude(JsonInclude.Include.NON_NULL) List<ConfigurationView> configurations,
        List<TrialView> trials) {

    /** With what its configurations need. */
    static RunDescription of(PlannedRun run) {
        return of(run, null, null, ConfigurationView.of(run));
    }

    /** As the answer to the request for it. */
    static RunDescription of(Published published) {
        return of(published.run(), published.added(), published.extended(), ConfigurationView.of(published.run()));
    }

    /** As one of many. */
    static RunDescription brief(PlannedRun run) {
        return of(run, null, null, null);
    }

    private static RunDescription of(
            PlannedRun run, Integer added, Integer extended, List<ConfigurationView> configurations) {
        return new RunDescription(
                run.name(),
                run.dataset(),
                run.profile(),
                added,
                extended,
                configurations,
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
