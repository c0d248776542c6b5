package io.atelier.evaluator.page;

import io.atelier.contract.VisibleText;
import io.atelier.contract.message.ClassScore;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.Prediction;
import io.atelier.contract.message.Scores;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.page.Gallery.Tile;
import io.atelier.evaluator.view.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * One trial in full.
 *
 * @param trial its id, which is also the anchor
 * @param label its name in the run
 * @param state where it stands
 * @param failure the cause; null unless it failed
 * @param recipe how it was trained, in words
 * @param augmented scores by averaged predictions, in words; null where the recipe asks for none or nothing is scored
 * @param hash of the final parameters; null until it has ended well
 * @param epoch that the evaluation below is about; null while there is none
 * @param top5 share of images whose class is among the five most probable; null where there are few classes
 * @param classes scores by class; of many classes the worst
 * @param confusion rows of the confusion matrix; empty where there are many classes
 * @param confused the most confused pairs, where there are many classes
 * @param pictured whether images are shown
 * @param sample the first test images
 * @param mistakes the images that were classified wrong with the highest probability
 */
public record TrialSection(
        String trial,
        String label,
        String state,
        String failure,
        String recipe,
        String augmented,
        String hash,
        String epoch,
        String top5,
        List<ClassRow> classes,
        List<ConfusionRow> confusion,
        List<PairRow> confused,
        boolean pictured,
        List<Tile> sample,
        List<Tile> mistakes) {

    /** Characters of a class's name beside and above a confusion matrix. */
    private static final int MOST_NAME = 24;

    /** A class and its scores. */
    public record ClassRow(String name, String precision, String recall, String f1, String support) {}

    /** Two classes, of which the first was taken for the second. */
    public record PairRow(String name, String predicted, String images) {}

    /**
     * A true class and how its images were classified.
     *
     * @param name of the class, shortened
     * @param full its whole name
     */
    public record ConfusionRow(String name, String full, List<ConfusionCell> cells) {}

    /**
     * How many images of a class were classified as another.
     *
     * @param count the images
     * @param shade their share of the class in tenths, rounded up
     * @param correct whether the two classes are the same
     */
    public record ConfusionCell(String count, int shade, boolean correct) {}

    static TrialSection of(Trial trial, IntFunction<String> className, Optional<Gallery> gallery) {
        Optional<Evaluation> evaluation = trial.bestEvaluation();
        TrialDefinition definition = trial.event().definition();
        return new TrialSection(
                trial.id(),
                definition.configuration() + ", seed " + definition.seed(),
                state(trial.event()),
                failure(trial.event().failure()),
                recipe(definition),
                evaluation
                        .map(Evaluation::augmented)
                        .map(TrialSection::augmented)
                        .orElse(null),
                trial.event().state().isGoodEnd() ? trial.event().result().paramsSha256() : null,
                evaluation.map(scored -> Integer.toString(scored.epoch())).orElse(null),
                evaluation.map(Evaluation::top5).map(Format::score).orElse(null),
                evaluation.map(TrialSection::classes).orElse(List.of()),
                evaluation.map(TrialSection::confusion).orElse(List.of()),
                evaluation.map(scored -> confused(scored, className)).orElse(List.of()),
                gallery.isPresent(),
                tiles(evaluation, gallery, Evaluation::sample),
                tiles(evaluation, gallery, Evaluation::mistakes));
    }

    private static String state(TrialEvent event) {
        String state = ComparisonRow.state(event.state().name());
        return switch (event.state()) {
            case PAUSED -> state + " after epoch " + event.epoch() + ", until those that it competes with are there";
            case PRUNED -> state + " after epoch " + event.epoch() + ", since others did better";
            default -> state;
        };
    }

    private static String failure(Failure failure) {
        return failure == null ? null : failure.code() + ": " + failure.message();
    }

    private static String recipe(TrialDefinition definition) {
        StreamDefinition train = definition.train();
        List<String> parts = new ArrayList<>();
        parts.add(Format.count(train.images()) + " training images");
        parts.add(
                definition.validation() == null
                        ? "no validation"
                        : Format.count(definition.validation().images()) + " validation images");
        parts.add(AugmentationWords.of(train.augmentations()));
        parts.add("at most " + definition.epochs() + (definition.epochs() == 1 ? " epoch" : " epochs"));
        if (definition.patience() != null) {
            parts.add("stops after " + definition.patience() + " epochs without a better validation loss");
        }
        if (definition.halving() != null) {
            parts.add("competes after epochs "
                    + definition.rungs().stream().map(Object::toString).collect(Collectors.joining(", "))
                    + ", where one in " + definition.halving().factor() + " goes on");
        }
        return String.join(", ", parts);
    }

    private static String augmented(Scores scores) {
        return "accuracy " + Format.score(scores.accuracy()) + ", precision " + Format.score(scores.precision())
                + ", recall " + Format.score(scores.recall()) + ", F1 " + Format.score(scores.f1()) + ", loss "
                + Format.score(scores.loss());
    }

    private static List<ClassRow> classes(Evaluation evaluation) {
        return evaluation.perClass().stream()
                .map(score -> new ClassRow(
                        VisibleText.of(score.name()),
                        Format.score(score.precision()),
                        Format.score(score.recall()),
                        Format.score(score.f1()),
                        Format.count(score.support())))
                .toList();
    }

    private static List<ConfusionRow> confusion(Evaluation evaluation) {
        List<ConfusionRow> rows = new ArrayList<>();
        if (evaluation.confusion().isEmpty()) {
            return rows;
        }
        for (ClassScore score : evaluation.perClass()) {
            List<Integer> counts = evaluation.confusion().get(score.label());
            List<ConfusionCell> cells = new ArrayList<>();
            for (int predicted = 0; predicted < counts.size(); predicted++) {
                int shade =
                        score.support() == 0 ? 0 : (10 * counts.get(predicted) + score.support() - 1) / score.support();
                cells.add(new ConfusionCell(Format.count(counts.get(predicted)), shade, predicted == score.label()));
            }
            String name = VisibleText.of(score.name());
            rows.add(new ConfusionRow(Format.shortened(name, MOST_NAME), name, cells));
        }
        return rows;
    }

    private static List<PairRow> confused(Evaluation evaluation, IntFunction<String> className) {
        return evaluation.confused().stream()
                .map(pair -> new PairRow(
                        className.apply(pair.label()), className.apply(pair.predicted()), Format.count(pair.images())))
                .toList();
    }

    private static List<Tile> tiles(
            Optional<Evaluation> evaluation,
            Optional<Gallery> gallery,
            Function<Evaluation, List<Prediction>> predictions) {
        return gallery.flatMap(images -> evaluation.map(predictions).map(images::tiles))
                .orElse(List.of());
    }
}
