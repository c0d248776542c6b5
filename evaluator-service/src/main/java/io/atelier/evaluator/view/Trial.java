package io.atelier.evaluator.view;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything known about one trial; immutable. Its three sources arrive in any order, so each may be missing for a
 * while.
 *
 * <p>Only the evaluations that may still be asked for are kept whole: the one of the best epoch and later ones. Of the
 * others remain loss and accuracy, so memory grows by a few numbers per epoch.
 *
 * @param id the trial
 * @param event the latest state change; null while none has come
 * @param created when the trial was first heard of
 * @param epochs metrics by epoch
 * @param scores test loss and accuracy by epoch
 * @param evaluations whole evaluations by epoch, see above
 */
public record Trial(
        String id,
        TrialEvent event,
        Instant created,
        NavigableMap<Integer, EpochMetrics> epochs,
        NavigableMap<Integer, TestScore> scores,
        NavigableMap<Integer, Evaluation> evaluations) {

    /** Test loss and accuracy of an epoch. */
    public record TestScore(double loss, double accuracy) {}

    public Trial {
        epochs = Collections.unmodifiableNavigableMap(epochs);
        scores = Collections.unmodifiableNavigableMap(scores);
        evaluations = Collections.unmodifiableNavigableMap(evaluations);
    }

    static Trial unknown(String id) {
        return new Trial(id, null, null, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** A QUEUED that was overtaken by what a trainer did is old news. */
    Trial with(TrialEvent newer) {
        boolean overtaken = event != null
                && newer.state() == TrialState.QUEUED
                && newer.at().isBefore(event.at());
        Instant first = created == null || newer.at().isBefore(created) ? newer.at() : created;
        return new Trial(id, overtaken ? event : newer, first, epochs, scores, evaluations);
    }

    Trial with(EpochMetrics metrics) {
        return new Trial(id, event, created, plus(epochs, metrics.epoch(), metrics), scores, evaluations)
                .withoutSuperseded();
    }

    Trial with(Evaluation evaluation) {
        TestScore score = new TestScore(evaluation.loss(), evaluation.accuracy());
        return new Trial(
                        id,
                        event,
                        created,
                        epochs,
                        plus(scores, evaluation.epoch(), score),
                        plus(evaluations, evaluation.epoch(), evaluation))
                .withoutSuperseded();
    }

    Trial withoutEpoch(int epoch) {
        return new Trial(id, event, created, minus(epochs, epoch), scores, evaluations);
    }

    Trial withoutEvaluation(int epoch) {
        return new Trial(id, event, created, epochs, minus(scores, epoch), minus(evaluations, epoch));
    }

    public Optional<TrialDefinition> definition() {
        return Optional.ofNullable(event).map(TrialEvent::definition);
    }

    /** The epoch whose parameters are the best so far, and in the end the final ones; empty before the first epoch. */
    public OptionalInt bestEpoch() {
        if (event != null && event.result() != null) {
            return OptionalInt.of(event.result().bestEpoch());
        }
        return bestUpTo(Integer.MAX_VALUE);
    }

    /** The epoch that was the best when {@code epoch} ended; empty if none was. */
    public OptionalInt bestUpTo(int epoch) {
        return epochs.headMap(epoch, true).descendingMap().values().stream()
                .filter(EpochMetrics::best)
                .mapToInt(EpochMetrics::epoch)
                .findFirst();
    }

    /** The evaluation of the best epoch so far. */
    public Optional<Evaluation> bestEvaluation() {
        return bestEpoch().isPresent()
                ? Optional.ofNullable(evaluations.get(bestEpoch().getAsInt()))
                : Optional.empty();
    }

    public boolean isEvaluated(int epoch) {
        return scores.containsKey(epoch);
    }

    public boolean hasEnded() {
        return event != null && event.state().isEnd();
    }

    /**
     * Whether nothing more will come: the trial has ended and so has the evaluation of its epochs. Epochs are evaluated in
     * order, so one without an evaluation before one with an evaluation is not waited for: its checkpoint was unusable.
     */
    public boolean isComplete() {
        int evaluated = scores.isEmpty() ? 0 : scores.lastKey();
        boolean scored =
                event != null && (event.result() == null || bestEvaluation().isPresent());
        return hasEnded() && scored && event.epoch() <= evaluated;
    }

    private Trial withoutSuperseded() {
        OptionalInt best = bestUpTo(Integer.MAX_VALUE);
        if (best.isEmpty() || evaluations.headMap(best.getAsInt()).isEmpty()) {
            return this;
        }
        SortedMap<Integer, Evaluation> kept = evaluations.tailMap(best.getAsInt());
        return new Trial(id, event, created, epochs, scores, new TreeMap<>(kept));
    }

    private static <V> NavigableMap<Integer, V> plus(NavigableMap<Integer, V> map, int epoch, V value) {
        NavigableMap<Integer, V> copy = new TreeMap<>(map);
        copy.put(epoch, value);
        return copy;
    }

    private static <V> NavigableMap<Integer, V> minus(NavigableMap<Integer, V> map, int epoch) {
        NavigableMap<Integer, V> copy = new TreeMap<>(map);
        copy.remove(epoch);
        return copy;
    }
}
