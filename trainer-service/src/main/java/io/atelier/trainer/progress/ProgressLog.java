package io.atelier.trainer.progress;

import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialResult;
import io.atelier.contract.message.TrialState;
import io.atelier.trainer.training.Commit;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The progress of one trial as its owner sees it. Every method publishes in one transaction, and only as long as nobody
 * else has taken the trial; after an exception it can only be closed. To be used by one thread at a time.
 */
public final class ProgressLog implements AutoCloseable {

    private final TrialDefinition trial;
    private final String trainer;
    private final Clock clock;
    private final Transactions transactions;
    private final ProgressRecords records;
    private final CommittedProgress found;
    private final Map<String, Integer> slots;
    private int attempt;
    private long sequence;
    private int epochs;
    private List<Rung> rungs;

    ProgressLog(TrialDefinition trial, Owner owner, Clock clock, Transactions transactions, CommittedProgress found) {
        this.trial = trial;
        this.trainer = owner.trainer();
        this.clock = clock;
        this.transactions = transactions;
        this.records = new ProgressRecords(trial, owner.environment());
        this.found = found;
        this.slots = new HashMap<>(found.slots());
        this.attempt = found.event().map(TrialEvent::attempt).orElse(0);
        this.sequence = found.state().map(state -> state.manifest().sequence()).orElse(0L);
        this.epochs = found.event().map(TrialEvent::epoch).orElse(0);
        this.rungs = found.event().map(TrialEvent::rungs).orElse(List.of());
    }

    /** Whether an earlier owner brought the trial to its end. */
    public boolean hasEnded() {
        return found.event().map(TrialEvent::state).filter(TrialState::isEnd).isPresent();
    }

    /** Whether the trial waited for those that it competes with when this log was opened. */
    public boolean isPaused() {
        return found.event()
                .map(TrialEvent::state)
                .filter(TrialState.PAUSED::equals)
                .isPresent();
    }

    /** Epochs finished so far. */
    public int epochs() {
        return epochs;
    }

    /**
     * Whether the trial is still wanted as it is defined here. Its queue record and its first event are written together,
     * so a trial without an event was removed; it may have been planned anew since, with other content.
     */
    public boolean isPlanned() {
        return found.event().map(TrialEvent::definition).filter(trial::equals).isPresent();
    }

    /**
     * The state that the last owner committed, as it was when this log was opened. What there is of a trial that nobody
     * has begun is left of a removed trial of the same name.
     */
    public Optional<ByteBuffer> state() {
        return isBegun() ? found.state().map(state -> state.value()) : Optional.empty();
    }

    private boolean isBegun() {
        return found.event().map(TrialEvent::attempt).orElse(0) > 0;
    }

    /** How often trainers have begun to train the trial or to go on with it. */
    public int attempts() {
        return attempt;
    }

    /** Says that training begins or goes on here. */
    public void begin() throws FencedException, ProgressUnavailableException {
        TrialEvent event = TrialEvent.running(trial, clock.instant(), trainer, attempt + 1, epochs)
                .after(rungs);
        attempt++;
        List<ProducerRecord<String, byte[]>> beginning = new ArrayList<>();
        if (!isBegun()) {
            beginning.addAll(records.noState(slots));
            slots.clear();
        }
        beginning.add(records.event(event));
        transactions.publish(beginning);
    }

    public CommitTimes commit(Commit commit) throws FencedException, ProgressUnavailableException {
        long start = System.nanoTime();
        List<ProducerRecord<String, byte[]>> step = new ArrayList<>();
        commit.state().ifPresent(state -> {
            sequence++;
            List<ProducerRecord<String, byte[]>> chunks = records.state(slot(), sequence, state);
            slots.merge(slot(), chunks.size() - 1, Math::max);
            step.addAll(chunks);
        });
        commit.epochEnd().ifPresent(end -> {
            epochs = end.metrics().epoch();
            step.addAll(records.epochEnd(end));
        });
        commit.rung().ifPresent(rung -> {
            rungs = new ArrayList<>(rungs);
            rungs.add(rung);
        });
        if (commit.isEnd()) {
            step.addAll(records.noState(unneeded(commit)));
        }
        if (commit.epochEnd().isPresent() || commit.result().isPresent()) {
            step.add(records.event(event(commit)));
        }
        long encoded = System.nanoTime();
        transactions.publish(step);
        return new CommitTimes((encoded - start) / 1e9, (System.nanoTime() - encoded) / 1e9);
    }

    /** Of the latest state. */
    private String slot() {
        return sequence % 2 == 0 ? "a" : "b";
    }

    /** Slots that the end of the trial leaves empty: all but that of a state which came with it. */
    private Map<String, Integer> unneeded(Commit end) {
        Map<String, Integer> unneeded = new HashMap<>(slots);
        if (end.state().isPresent()) {
            unneeded.remove(slot());
        }
        return unneeded;
    }

    private TrialEvent event(Commit commit) {
        Instant now = clock.instant();
        if (commit.result().isEmpty()) {
            return TrialEvent.running(trial, now, trainer, attempt, epochs).after(rungs);
        }
        TrialResult result = commit.result().get();
        return commit.isEnd()
                ? TrialEvent.ended(trial, now, trainer, attempt, result, rungs)
                : TrialEvent.paused(trial, now, trainer, attempt, result, rungs);
    }

    /** Ends the trial, which waits, as PRUNED. */
    public void prune() throws FencedException, ProgressUnavailableException {
        List<ProducerRecord<String, byte[]>> end = new ArrayList<>(records.noState(slots));
        end.add(records.eventAsItIs(found.event().orElseThrow().pruned(clock.instant())));
        transactions.publish(end);
    }

    /** Ends the trial as FAILED. */
    public void fail(Failure failure, ProducerRecord<String, byte[]> deadLetter)
            throws FencedException, ProgressUnavailableException {
        List<ProducerRecord<String, byte[]>> end = new ArrayList<>(records.noState(slots));
        end.add(records.event(TrialEvent.failed(trial, clock.instant(), trainer, attempt, epochs, failure)
                .after(rungs)));
        end.add(deadLetter);
        transactions.publish(end);
    }

    /** Says that the trial waits again. */
    public void giveBack() throws FencedException, ProgressUnavailableException {
        transactions.publish(List.of(records.event(waiting())));
    }

    /** Says that the trial waits again, for the delivery of {@code record}. */
    public void requeue(ProducerRecord<String, byte[]> record) throws FencedException, ProgressUnavailableException {
        transactions.publish(List.of(records.event(waiting()), record));
    }

    private TrialEvent waiting() {
        return TrialEvent.queued(trial, clock.instant(), attempt, epochs).after(rungs);
    }

    @Override
    public void close() {
        transactions.close();
    }
}
