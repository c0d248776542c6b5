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
 * Everything known about one trial; immutable. Its three sources arrive in any order, so each may be missing for a while,
 * and each may still hold records of a trial that was removed and whose name was used again. The sources are therefore
 * joined by the hash of the parameters: a score belongs to an epoch if it was computed from the parameters that the epoch
 * ended with, on as many test images as the trial is to be tested on.
 *
 * <p>Only the evaluations that may still be asked for are kept whole: the one of the best epoch and later ones. Of the
 * others remain loss and accuracy, so memory grows by a few numbers per epoch.
 *
 * @param id the trial
 * @param event the latest state change; null while none has come
 * @param created when the trial was first heard of
 * @param metrics by epoch, as they came
 * @param scores test loss and accuracy by epoch, as they came
 * @param evaluations whole evaluations by epoch, as they came, see above
 */
public record Trial(
        String id,
        TrialEvent event,
        Instant created,
        NavigableMap<Integer, EpochMetrics> metrics,
        NavigableMap<Integer, TestScore> scores,
        NavigableMap<Integer, Evaluation> evaluations) {

    /** Test loss and accuracy of an epoch, the number of test images, and the hash of the parameters. */
    public record TestScore(double loss, double accuracy, int images, String paramsSha256) {

        static TestScore of(Evaluation evaluation) {
            return new TestScore(
                    evaluation.loss(), evaluation.accuracy(), evaluation.images(), evaluation.paramsSha256());
        }
    }

    public Trial {
        metrics = Collections.unmodifiableNavigableMap(metrics);
        scores = Collections.unmodifiableNavigableMap(scores);
        evaluations = Collections.unmodifiableNavigableMap(evaluations);
    }

    static Trial unknown(String id) {
        return new Trial(id, null, null, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** A QUEUED that was overtaken by what a trainer did is old news; after a pause it is not, whose clock ever is behind. */
    Trial with(TrialEvent newer) {
        boolean overtaken = event != null
                && newer.state() == TrialState.QUEUED
                && event.state() != TrialState.PAUSED
                && newer.at().isBefore(event.at());
        Instant first = created == null || newer.at().isBefore(created) ? newer.at() : created;
        return new Trial(id, overtaken ? event : newer, first, metrics, scores, evaluations).withoutSuperseded();
    }

    Trial with(EpochMetrics newer) {
        return new Trial(id, event, created, plus(metrics, newer.epoch(), newer), scores, evaluations)
                .withoutSuperseded();
    }

    Trial with(Evaluation evaluation) {
        return new Trial(
                        id,
                        event,
                        created,
                        metrics,
                        plus(scores, evaluation.epoch(), TestScore.of(evaluation)),
                        plus(evaluations, evaluation.epoch(), evaluation))
                .withoutSuperseded();
    }

    /** Removed: what the other topics say about it is of no use until a trial of this name is planned again. */
    Trial withoutEvent() {
        return new Trial(id, null, null, metrics, scores, evaluations);
    }

    Trial withoutEpoch(int epoch) {
        return new Trial(id, event, created, minus(metrics, epoch), scores, evaluations);
    }

    Trial withoutEvaluation(int epoch) {
        return new Trial(id, event, created, metrics, minus(scores, epoch), minus(evaluations, epoch));
    }

    /** Whether it waits to be begun, so that there is nothing to know about it but that. */
    boolean isFresh() {
        return event != null && event.state() == TrialState.QUEUED && event.attempt() == 0;
    }

    boolean isEmpty() {
        return event == null && metrics.isEmpty() && scores.isEmpty() && evaluations.isEmpty();
    }

    public Optional<TrialDefinition> definition() {
        return Optional.ofNullable(event).map(TrialEvent::definition);
    }

    /**
     * Metrics of the epochs that the latest event counts as finished: an epoch is committed with its event. Later ones
     * wait for theirs, or are of a removed trial of this name.
     */
    public NavigableMap<Integer, EpochMetrics> epochs() {
        return event == null ? metrics : metrics.headMap(event.epoch(), true);
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
        return epochs().headMap(Math.min(epoch, lastEpoch()), true).descendingMap().values().stream()
                .filter(EpochMetrics::best)
                .mapToInt(EpochMetrics::epoch)
                .findFirst();
    }

    /** The test score of what the epoch ended with. */
    public Optional<TestScore> score(int epoch) {
        return Optional.ofNullable(scores.get(epoch)).filter(score -> isOf(epoch, score));
    }

    /** The latest epoch that has a {@link #score}; 0 if none has. */
    public int lastScored() {
        return scores.descendingKeySet().stream()
                .filter(epoch -> score(epoch).isPresent())
                .findFirst()
                .orElse(0);
    }

    /** The evaluation of what the epoch ended with, if it is kept whole. */
    public Optional<Evaluation> evaluation(int epoch) {
        return Optional.ofNullable(evaluations.get(epoch)).filter(evaluation -> isOf(epoch, TestScore.of(evaluation)));
    }

    /** The evaluation of the best epoch so far. */
    public Optional<Evaluation> bestEvaluation() {
        return bestEpoch().isPresent() ? evaluation(bestEpoch().getAsInt()) : Optional.empty();
    }

    /** Whether these parameters of that epoch have been scored on the trial's test images. */
    public boolean isEvaluated(int epoch, String paramsSha256) {
        TestScore score = scores.get(epoch);
        return score != null && score.paramsSha256().equals(paramsSha256) && isOnTestImages(score);
    }

    private boolean isOnTestImages(TestScore score) {
        return event == null || score.images() == event.definition().test().images();
    }

    /** Whether the epoch has been trained again since, by a trial of the same name, and ended with other parameters. */
    public boolean isReplaced(int epoch, String paramsSha256) {
        EpochMetrics latest = metrics.get(epoch);
        return latest != null && !latest.paramsSha256().equals(paramsSha256);
    }

    public boolean hasEnded() {
        return event != null && event.state().isEnd();
    }

    /**
     * Whether nothing more will come: the trial has ended and so has the evaluation of its epochs. Epochs are evaluated in
     * order, so one without an evaluation before one with an evaluation is not waited for: its checkpoint was unusable.
     */
    public boolean isComplete() {
        boolean scored =
                event != null && (event.result() == null || bestEvaluation().isPresent());
        return hasEnded() && scored && event.epoch() <= lastScored();
    }

    /** Whether the score is of what the epoch ended with; the final parameters are known without its metrics. */
    private boolean isOf(int epoch, TestScore score) {
        if (event != null && event.result() != null && event.result().bestEpoch() == epoch) {
            return isOnTestImages(score) && event.result().paramsSha256().equals(score.paramsSha256());
        }
        EpochMetrics ended = epochs().get(epoch);
        return isOnTestImages(score) && ended != null && ended.paramsSha256().equals(score.paramsSha256());
    }

    private int lastEpoch() {
        return event == null ? Integer.MAX_VALUE : event.epoch();
    }

    /** Without an event nobody knows which epochs count, and so which is the best. */
    private Trial withoutSuperseded() {
        OptionalInt best = event == null ? OptionalInt.empty() : bestUpTo(Integer.MAX_VALUE);
        if (best.isEmpty() || evaluations.headMap(best.getAsInt()).isEmpty()) {
            return this;
        }
        SortedMap<Integer, Evaluation> kept = evaluations.tailMap(best.getAsInt());
        return new Trial(id, event, created, metrics, scores, new TreeMap<>(kept));
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
