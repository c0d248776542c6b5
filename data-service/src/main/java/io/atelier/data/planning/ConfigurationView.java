package io.atelier.data.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Footprint;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.message.TrialDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A configuration of a run and what it needs; only its name and trials where this version can't make its network. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "ConfigurationNeeds")
record ConfigurationView(
        String configuration,
        String architecture,
        int trials,

        @Schema(description = "All parameters, moving statistics of batch normalization included")
        Long parameters,

        @Schema(description = "Parameters that training changes by gradients")
        Long trainedParameters,

        @Schema(description = "Of a forward pass of one image")
        Long multiplyAdds,

        @Schema(description = "Of the outputs of all layers for one batch")
        Long activationBytes,

        @Schema(description = "Published after each epoch of a trial")
        Long checkpointBytes,

        @Schema(description = "Committed again and again while a trial is trained")
        Long stateBytes,

        @Schema(
                description =
                        "Estimate: floating-point operations that all its trials need if each trains all its epochs; of trials that"
                                + " compete, an equal share of what all of them need")
        Double trainingFlops) {

    /** Those of a run, in the order of their first trials. */
    static List<ConfigurationView> of(PlannedRun run) {
        Map<String, List<TrialDefinition>> trials = new LinkedHashMap<>();
        run.trials().forEach(trial -> trials.computeIfAbsent(trial.configuration(), label -> new ArrayList<>())
                .add(trial));
        return trials.values().stream().map(ConfigurationView::of).toList();
    }

    /** Of a trial, on the average. */
    private static double epochs(TrialDefinition trial) {
        Halving halving = trial.halving();
        return halving == null
                ? trial.epochs()
                : (double) halving.epochsInAll(trial.epochs()) / halving.configurations();
    }

    private static ConfigurationView of(List<TrialDefinition> trials) {
        TrialDefinition first = trials.get(0);
        String architecture = first.architecture().name();
        try {
            NetworkPlan plan = first.dataset().shape().plan(first.architecture());
            Footprint needs = Footprint.of(plan, first.recipe());
            double images = first.train().images() * epochs(first) * trials.size();
            return new ConfigurationView(
                    first.configuration(),
                    architecture,
                    trials.size(),
                    needs.parameters(),
                    needs.trainedParameters(),
                    needs.multiplyAdds(),
                    needs.activationBytes(),
                    needs.checkpointBytes(),
                    needs.stateBytes(),
                    plan.trainingFlopsPerImage() * images);
        } catch (InvalidDefinitionException e) {
            // Planned by another version; its trainer says so.
            return new ConfigurationView(
                    first.configuration(), architecture, trials.size(), null, null, null, null, null, null, null);
        }
    }
}
