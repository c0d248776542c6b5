package io.atelier.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.ConfusedPair;
import io.atelier.contract.message.Environment;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.Scores;
import io.atelier.contract.message.TrialState;
import io.atelier.evaluator.view.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code results.json}: what came out of a run, or has come out of it so far.
 *
 * @param run its name
 * @param dataset the dataset's name
 * @param synthetic whether its images are drawn and not photographed
 * @param profile the profile it was planned with
 * @param created when it was planned
 * @param complete whether all trials have ended and are evaluated
 * @param scoredBy what the scores of its configurations are
 * @param settings in which its configurations differ, by their paths
 * @param configurations in the order of their ranks
 * @param trials by configuration and seed
 */
public record RunResults(
        String run,
        String dataset,
        boolean synthetic,
        String profile,
        Instant created,
        boolean complete,
        Measure scoredBy,
        List<String> settings,
        List<ConfigurationResults> configurations,
        List<TrialResults> trials) {

    public static RunResults of(Run run) {
        List<TrialResults> trials = run.trials().stream().map(TrialSummary::of).toList();
        Ranking ranking = Ranking.of(run, trials);
        return new RunResults(
                run.id(),
                run.dataset(),
                run.synthetic(),
                run.profile(),
                run.created(),
                run.isComplete(),
                ranking.scoredBy(),
                ranking.settings(),
                ranking.configurations(),
                trials);
    }

    /** What configurations are compared by: the accuracy of the best epochs on one of the two. */
    public enum Measure {
        /** Images that were held out of the training set. */
        VALIDATION,
        /** The test images, where not all configurations have a validation. */
        TEST
    }

    /**
     * What came out of the trials of a configuration. What is not known yet is null.
     *
     * @param configuration label of architecture and recipe
     * @param architecture name of the architecture
     * @param rank 1 for the best score; equal scores are ordered by label
     * @param score mean accuracy of the trials that have one, see {@link RunResults#scoredBy}
     * @param spread sample standard deviation of their accuracies; null for fewer than two
     * @param testAccuracy mean accuracy on the test images of the trials that have one
     * @param scored how many trials have a score
     * @param trials how many trials it has
     * @param settings in which configurations differ and which it has, by their paths
     */
    public record ConfigurationResults(
            String configuration,
            String architecture,
            Integer rank,
            Double score,
            Double spread,
            Double testAccuracy,
            int scored,
            int trials,
            Map<String, JsonNode> settings) {}

    /**
     * One trial. What is not known yet is null.
     *
     * @param trial the trial
     * @param configuration label of architecture and recipe
     * @param architecture name of the architecture
     * @param study the architecture of the study that it is, layer by layer, by its recipe and its dataset; null for all others
     * @param seed of the trial
     * @param state where it stands
     * @param epochs epochs trained so far
     * @param trainSeconds time spent training and validating
     * @param imagesPerSecond training images per second
     * @param bestEpoch the epoch whose parameters are the best so far, in the end the final ones
     * @param parameters of the architecture; null for one that does not fit the images
     * @param val the validation scores of the best epoch; null where the recipe has no validation
     * @param test the test scores of the best epoch
     * @param history epoch by epoch
     * @param paramsSha256 hash of the final parameters
     * @param environment where it was trained, the last time it was taken from the queue
     * @param failure the cause, only for FAILED
     */
    public record TrialResults(
            String trial,
            String configuration,
            String architecture,
            String study,
            long seed,
            TrialState state,
            int epochs,
            Double trainSeconds,
            Double imagesPerSecond,
            Integer bestEpoch,
            Long parameters,
            ValidationScore val,
            TestResults test,
            List<Epoch> history,
            String paramsSha256,
            Environment environment,
            @JsonInclude(JsonInclude.Include.NON_NULL) Failure failure) {}

    /** Scores on the validation images. */
    public record ValidationScore(double accuracy, double loss) {}

    /**
     * Scores on the test images; precision, recall and F1 are macro averages.
     *
     * @param top5 share of the images whose class is among the five most probable; only of more than 20 classes
     * @param perClass by class; of more than 20 classes the 20 with the lowest F1
     * @param confusion counts, row the true class; empty where there are more than 20 classes
     * @param confused the most frequent confusions, where there are more than 20 classes
     * @param augmented those of the averaged predictions that the recipe asks for beside the plain ones; absent where it asks
     *     for none
     */
    public record TestResults(
            double accuracy,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double top5,
            double loss,
            double precision,
            double recall,
            double f1,
            @JsonInclude(JsonInclude.Include.NON_NULL) Scores augmented,
            int images,
            int classes,
            List<ClassScore> perClass,
            List<List<Integer>> confusion,
            List<ConfusedPair> confused) {

        static TestResults of(Evaluation evaluation) {
            return new TestResults(
                    evaluation.accuracy(),
                    evaluation.top5(),
                    evaluation.loss(),
                    evaluation.precision(),
                    evaluation.recall(),
                    evaluation.f1(),
                    evaluation.augmented(),
                    evaluation.images(),
                    evaluation.classes(),
                    evaluation.perClass(),
                    evaluation.confusion(),
                    evaluation.confused());
        }
    }

    /** One epoch. Validation scores are null where the recipe has no validation, the test's until it is evaluated. */
    public record Epoch(
            int epoch,
            double loss,
            double accuracy,
            Double valLoss,
            Double valAccuracy,
            Double testAccuracy,
            Double testLoss,
            double seconds,
            double imagesPerSecond) {}
}
