package io.atelier.contract.message;

import io.atelier.contract.Require;
import java.time.Instant;

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
 * @param result what came out, exactly for COMPLETED and EARLY_STOPPED
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
        TrialResult result) {

    public static final int SCHEMA = 1;

    public TrialEvent {
        Require.schema(schema, SCHEMA, "trial event");
        Require.present(definition, "definition");
        Require.present(state, "state");
        Require.present(at, "at");
        Require.inRange(attempt, 0, Integer.MAX_VALUE, "attempt");
        Require.inRange(epoch, 0, definition.epochs(), "epoch");
        Require.that((failure != null) == (state == TrialState.FAILED), "failure belongs to FAILED, not to %s", state);
        boolean endedWell = state == TrialState.COMPLETED || state == TrialState.EARLY_STOPPED;
        Require.that((result != null) == endedWell, "result belongs to COMPLETED and EARLY_STOPPED, not to %s", state);
        if (trainer != null) {
            Require.name(trainer, "trainer");
        }
        Require.that(environment == null || trainer != null, "environment belongs to a trainer, but there is none");
        if (state == TrialState.RUNNING || endedWell) {
            Require.present(trainer, "trainer");
            Require.inRange(attempt, 1, Integer.MAX_VALUE, "attempt");
        }
        if (endedWell) {
            Require.that(result.epochs() == epoch, "result.epochs must be epoch %d, but is %d", epoch, result.epochs());
            Require.that(
                    (state == TrialState.COMPLETED) == (epoch == definition.epochs()),
                    "%s does not fit %d of %d epochs",
                    state,
                    epoch,
                    definition.epochs());
        }
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

    /** COMPLETED, or EARLY_STOPPED where fewer epochs than the definition allows were trained. */
    public static TrialEvent ended(
            TrialDefinition definition, Instant at, String trainer, int attempt, TrialResult result) {
        TrialState state = result.epochs() < definition.epochs() ? TrialState.EARLY_STOPPED : TrialState.COMPLETED;
        return new Draft(definition, state, at, attempt, result.epochs())
                .by(trainer)
                .result(result)
                .event();
    }

    /** The same, by a trainer that computes there. */
    public TrialEvent in(Environment where) {
        return new TrialEvent(schema, definition, state, at, trainer, where, attempt, epoch, failure, result);
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

        TrialEvent event() {
            return new TrialEvent(SCHEMA, definition, state, at, trainer, null, attempt, epoch, failure, result);
        }
    }
}
