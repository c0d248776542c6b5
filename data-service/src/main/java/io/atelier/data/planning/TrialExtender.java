package io.atelier.data.planning;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives planned trials more epochs. It becomes the owner of the trial for that, as a trainer does: who trains it just now
 * stops, and can't overwrite the new definition by an event of the old one; whoever takes the trial next goes on from the
 * state that was committed last. Confined to one thread.
 */
final class TrialExtender {

    private static final Logger LOG = LoggerFactory.getLogger(TrialExtender.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Clock clock;
    private final Duration patience;

    /** @param patience how long to wait for what others have not committed yet */
    TrialExtender(KafkaClients clients, Clock clock, Duration patience) {
        this.clients = clients;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Extends a trial.
     *
     * @param longer the trial with more epochs
     * @return whether it was; not if it was removed, or extended by someone else, meanwhile
     * @throws KafkaException if the broker does not take it
     */
    boolean extend(TrialDefinition longer, PlannedRuns planned) {
        for (int attempt = 1; ; attempt++) {
            Producer<String, byte[]> owner = clients.ownerOf(longer.trial());
            try {
                owner.initTransactions();
                planned.readAll(patience);
                Optional<TrialEvent> next =
                        planned.latest(longer.trial()).flatMap(latest -> after(latest, longer, clock.instant()));
                next.ifPresent(event -> publish(event, owner, planned));
                return next.isPresent();
            } catch (KafkaException e) {
                if (attempt == Fencing.ATTEMPTS || !Fencing.isPossible(e)) {
                    throw e;
                }
                LOG.info("A trainer took trial {} meanwhile, trying again", longer.trial());
                Fencing.pause(attempt);
            } finally {
                owner.close(CLOSE);
            }
        }
    }

    /**
     * What follows the latest event of a trial that gets more epochs: it waits for a trainer again, unless it was stopped
     * early or has failed, which more epochs do not change. Empty if it is not {@code latest} that can be extended so.
     */
    static Optional<TrialEvent> after(TrialEvent latest, TrialDefinition longer, Instant now) {
        if (!longer.extendsThe(latest.definition())) {
            return Optional.empty();
        }
        if (latest.state().isEnd() && latest.state() != TrialState.COMPLETED) {
            return Optional.of(new TrialEvent(
                    latest.schema(),
                    longer,
                    latest.state(),
                    latest.at(),
                    latest.trainer(),
                    latest.environment(),
                    latest.attempt(),
                    latest.epoch(),
                    latest.failure(),
                    latest.result(),
                    latest.rungs()));
        }
        // A clock that is behind must not make it older than what it follows.
        Instant at = now.isBefore(latest.at()) ? latest.at() : now;
        return Optional.of(TrialEvent.queued(longer, at, latest.attempt(), latest.epoch()));
    }

    private static void publish(TrialEvent event, Producer<String, byte[]> owner, PlannedRuns planned) {
        String trial = event.definition().trial();
        owner.beginTransaction();
        if (event.state() == TrialState.QUEUED) {
            // What a send failed with, commitTransaction throws.
            var unused = owner.send(Placement.record(Topic.TRIALS, trial, event.definition()));
        }
        Future<RecordMetadata> sent = owner.send(Placement.record(Topic.TRIAL_EVENTS, trial, event));
        owner.commitTransaction();
        planned.add(event, sent);
    }
}
