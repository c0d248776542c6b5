package io.atelier.contract.message;

import io.atelier.contract.Require;
import io.atelier.contract.halving.Contender;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import java.time.Instant;
import java.util.List;

/**
 * A change of a trial's state. It carries the definition, so the latest event of a trial says all about it.
 *
 * @param schema version of this message
 * @param definition the trial
 * @param state the new state
 * @param at when
 * @param trainer who trains it; null while it is queued
 * @param environment where the trainer computes; null where there is no trainer, or an older one
 * @param attempt how often trainers have begun to train it or to go on with it, from 1; 0 while none has
 * @param epoch epochs finished so far
 * @param failure the cause, exactly for FAILED
 * @param result what came out, exactly for COMPLETED, EARLY_STOPPED and PRUNED, and for PAUSED what it would be if it ended so
 * @param rungs what it was ranked by so far, in ascending order of epochs; the last is that of PAUSED, PRUNED and, where it
 *     competes, EARLY_STOPPED
 */
public record TrialEvent(
        int schema,
        TrialDefinition definition,
        TrialState state,
        Instant at,
        String trainer,
        Environment environment,
        int attempt,
        int epoch,
        Failure failure,
        TrialResult result,
        List<Rung> rungs) {

    public static final int SCHEMA = 3;

    public TrialEvent {
        Require.schema(schema, SCHEMA, "trial event");
        Require.present(definition, "definition");
        Require.present(state, "state");
        Require.present(at, "at");
        Require.inRange(attempt, 0, Integer.MAX_VALUE, "attempt");
        Require.inRange(epoch, 0, definition.epochs(), "epoch");
        Require.that((failure != null) == (state == TrialState.FAILED), "failure belongs to FAILED, not to %s", state);
        boolean hasResult = state.isGoodEnd() || state == TrialState.PAUSED;
        Require.that((result != null) == hasResult, "result does not belong to %s, or is missing", state);
        if (trainer != null) {
            Require.name(trainer, "trainer");
        }
        Require.that(environment == null || trainer != null, "environment belongs to a trainer, but there is none");
        if (state == TrialState.RUNNING || hasResult) {
            Require.present(trainer, "trainer");
            Require.inRange(attempt, 1, Integer.MAX_VALUE, "attempt");
        }
        if (hasResult) {
            Require.that(result.epochs() == epoch, "result.epochs must be epoch %d, but is %d", epoch, result.epochs());
            Require.that(
                    (state == TrialState.COMPLETED) == (epoch == definition.epochs()),
                    "%s does not fit %d of %d epochs",
                    state,
                    epoch,
                    definition.epochs());
        }
        rungs = Require.copy(rungs, Halving.MAX_RUNGS + 1, "rungs");
        requireRungs(definition, state, epoch, rungs);
    }

    private static void requireRungs(TrialDefinition definition, TrialState state, int epoch, List<Rung> rungs) {
        int last = 0;
        for (Rung rung : rungs) {
            Require.that(
                    rung.epoch() > last && rung.epoch() <= epoch,
                    "rungs must ascend up to epoch %d, but %d follows %d",
                    epoch,
                    rung.epoch(),
                    last);
            last = rung.epoch();
        }
        boolean competes = definition.halving() != null;
        boolean waits = state == TrialState.PAUSED || state == TrialState.PRUNED;
        Require.that(competes || (rungs.isEmpty() && !waits), "%s and rungs belong to trials that compete", state);
        Require.that(
                last == epoch || !(waits || (competes && state == TrialState.EARLY_STOPPED)),
                "the last of rungs must be after epoch %d for %s, but is after %d",
                epoch,
                state,
                last);
    }

    /** Of a trial that nobody has begun. */
    public static TrialEvent queued(TrialDefinition definition, Instant at) {
        return queued(definition, at, 0, 0);
    }

    /** Of a trial that waits again. */
    public static TrialEvent queued(TrialDefinition definition, Instant at, int attempt, int epoch) {
        return new Draft(definition, TrialState.QUEUED, at, attempt, epoch).event();
    }

    public static TrialEvent running(TrialDefinition definition, Instant at, String trainer, int attempt, int epoch) {
        return new Draft(definition, TrialState.RUNNING, at, attempt, epoch)
                .by(trainer)
                .event();
    }

    public static TrialEvent failed(
            TrialDefinition definition, Instant at, String trainer, int attempt, int epoch, Failure failure) {
        return new Draft(definition, TrialState.FAILED, at, attempt, epoch)
                .by(trainer)
                .failure(failure)
                .event();
    }

    /** The trial waits at the last of {@code rungs}. */
    public static TrialEvent paused(
            TrialDefinition definition, Instant at, String trainer, int attempt, TrialResult result, List<Rung> rungs) {
        return new Draft(definition, TrialState.PAUSED, at, attempt, result.epochs())
                .by(trainer)
                .result(result)
                .rungs(rungs)
                .event();
    }

    /** What ends this trial, which waits, where it is. */
    public TrialEvent pruned(Instant when) {
        Require.that(
                state == TrialState.PAUSED, "only a trial that is PAUSED can be pruned, but this one is %s", state);
        return new TrialEvent(
                schema,
                definition,
                TrialState.PRUNED,
                when,
                trainer,
                environment,
                attempt,
                epoch,
                failure,
                result,
                rungs);
    }

    /** COMPLETED, or EARLY_STOPPED where fewer epochs than the definition allows were trained. */
    public static TrialEvent ended(
            TrialDefinition definition, Instant at, String trainer, int attempt, TrialResult result, List<Rung> rungs) {
        TrialState state = result.epochs() < definition.epochs() ? TrialState.EARLY_STOPPED : TrialState.COMPLETED;
        return new Draft(definition, state, at, attempt, result.epochs())
                .by(trainer)
                .result(result)
                .rungs(rungs)
                .event();
    }

    /** The same, of a trial that does not compete. */
    public static TrialEvent ended(
            TrialDefinition definition, Instant at, String trainer, int attempt, TrialResult result) {
        return ended(definition, at, trainer, attempt, result, List.of());
    }

    /** The same, by a trainer that computes there. */
    public TrialEvent in(Environment where) {
        return new TrialEvent(schema, definition, state, at, trainer, where, attempt, epoch, failure, result, rungs);
    }

    /** The same, of a trial that has passed these. */
    public TrialEvent after(List<Rung> passed) {
        return new TrialEvent(
                schema, definition, state, at, trainer, environment, attempt, epoch, failure, result, passed);
    }

    /** What those that it competes with must know. */
    public Contender contender() {
        Contender.Standing standing =
                switch (state) {
                    case QUEUED, RUNNING, PAUSED -> Contender.Standing.UNDECIDED;
                    case COMPLETED, EARLY_STOPPED, PRUNED -> Contender.Standing.ENDED;
                    case FAILED -> Contender.Standing.FAILED;
                };
        return new Contender(definition.configuration(), rungs, standing);
    }

    /** What an event needs; what only some events have is named where it is given. */
    private static final class Draft {
        private final TrialDefinition definition;
        private final TrialState state;
        private final Instant at;
        private final int attempt;
        private final int epoch;
        private String trainer;
        private Failure failure;
        private TrialResult result;
        private List<Rung> rungs = List.of();

        Draft(TrialDefinition definition, TrialState state, Instant at, int attempt, int epoch) {
            this.definition = definition;
            this.state = state;
            this.at = at;
            this.attempt = attempt;
            this.epoch = epoch;
        }

        Draft by(String name) {
            trainer = name;
            return this;
        }

        Draft failure(Failure cause) {
            failure = cause;
            return this;
        }

        Draft result(TrialResult outcome) {
            result = outcome;
            return this;
        }

        Draft rungs(List<Rung> passed) {
            rungs = passed;
            return this;
        }

        TrialEvent event() {
            return new TrialEvent(SCHEMA, definition, state, at, trainer, null, attempt, epoch, failure, result, rungs);
        }
    }
}
