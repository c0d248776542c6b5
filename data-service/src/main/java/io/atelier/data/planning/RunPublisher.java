package io.atelier.data.planning;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes runs and what they are extended by, each trial once: trials and their first events in one transaction. Who
 * publishes first fences all other planners, then reads what is planned, then decides: two planners that get the same
 * request at once plan it once. Thread-safe: all is done on one thread, for which callers wait so long and no longer.
 */
final class RunPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunPublisher.class);
    private static final String TRANSACTIONAL_ID = "planner";

    /** The longest wait for an answer. */
    static final Duration READ = Duration.ofSeconds(10);

    private static final Duration PUBLISH = Duration.ofSeconds(20);

    /** Of the thread with the broker: less than callers have, so that it is free for those who come next. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Map<String, Object> READER = Map.of(
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()),
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Clock clock;
    private final Turns turns = new Turns();
    private final TrialExtender extender;
    private PlannedRuns planned;

    RunPublisher(KafkaClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
        this.extender = new TrialExtender(clients, clock, PATIENCE);
    }

    /**
     * What has become of a request.
     *
     * @param run the run as it is planned now
     * @param added how many of its trials are new: all, some where it was extended, or none
     * @param extended how many of its trials got more epochs
     */
    record Published(PlannedRun run, int added, int extended) {

        /** Whether there was no run of its name before. */
        boolean isNew() {
            return added == run.trials().size();
        }
    }

    /**
     * Publishes the trials of {@code run} that are not planned already, and gives others as many epochs as it asks for. Both
     * can be asked for again where it was done in part.
     *
     * @throws RunConflictException if another run has its name
     * @throws KafkaException if the broker does not take it; none of it is visible then, or it can be asked for again
     */
    Published publish(PlannedRun run) throws RunConflictException {
        return turns.take(() -> publishMissing(run), PUBLISH);
    }

    /**
     * Answers from the planned runs as they are now.
     *
     * @throws KafkaException if the broker does not answer within {@link #READ}
     */
    <T> T read(Function<PlannedRuns, T> question) {
        try {
            return turns.take(
                    () -> with(runs -> {
                        runs.readAvailable(PATIENCE);
                        return question.apply(runs);
                    }),
                    READ);
        } catch (RunConflictException e) {
            throw new IllegalStateException("Reading plans nothing", e);
        }
    }

    private Published publishMissing(PlannedRun run) throws RunConflictException {
        NameCheck check = check(run);
        Published published = published(check, 0);
        if (!check.missing().isEmpty()) {
            check = publishNew(run);
            published = published(check, check.missing().size());
        }
        return extended(published, check.longer());
    }

    /** What it came to: none is missing where another planner was faster. */
    private NameCheck publishNew(PlannedRun run) throws RunConflictException {
        for (int attempt = 1; ; attempt++) {
            Producer<String, byte[]> producer = clients.transactional(TRANSACTIONAL_ID);
            try {
                producer.initTransactions();
                NameCheck check = check(run);
                List<TrialDefinition> missing = check.missing();
                if (!missing.isEmpty()) {
                    send(run, missing, producer);
                }
                return check;
            } catch (KafkaException e) {
                if (attempt == Fencing.ATTEMPTS || !Fencing.isPossible(e)) {
                    throw e;
                }
                LOG.info("Another planner came between, trying again");
                Fencing.pause(attempt);
            } finally {
                producer.close(CLOSE);
            }
        }
    }

    private Published extended(Published published, List<TrialDefinition> longer) {
        int extended = 0;
        for (TrialDefinition trial : longer) {
            if (with(runs -> extender.extend(trial, runs))) {
                extended++;
            }
        }
        if (extended > 0) {
            LOG.info(
                    "Gave {} trials of run {} more epochs",
                    extended,
                    published.run().name());
        }
        return new Published(published.run(), published.added(), extended);
    }

    private NameCheck check(PlannedRun run) {
        return with(runs -> {
            runs.readAll(PATIENCE);
            return new NameCheck(run, runs.run(run.name()), runs.isUnreadable(run.name()));
        });
    }

    private static Published published(NameCheck check, int added) {
        PlannedRun run =
                check.existing().map(existing -> existing.with(check.asked())).orElse(check.asked());
        return new Published(run, added, 0);
    }

    private void send(PlannedRun run, List<TrialDefinition> missing, Producer<String, byte[]> producer) {
        producer.beginTransaction();
        Map<TrialEvent, Future<RecordMetadata>> events = new LinkedHashMap<>();
        for (TrialDefinition trial : missing) {
            // What a send failed with, commitTransaction throws.
            var unused = producer.send(Placement.record(Topic.TRIALS, trial.trial(), trial));
            TrialEvent event = TrialEvent.queued(trial, clock.instant());
            events.put(event, producer.send(Placement.record(Topic.TRIAL_EVENTS, trial.trial(), event)));
        }
        producer.commitTransaction();
        LOG.info(
                "Planned {} of the {} trials of run {} on {}",
                missing.size(),
                run.trials().size(),
                run.name(),
                run.dataset());
        events.forEach(planned::add);
    }

    /** The next caller begins with new clients if these fail. */
    private <T> T with(Function<PlannedRuns, T> question) {
        try {
            if (planned == null) {
                planned = new PlannedRuns(clients.reader(READER), clients.admin(READER));
            }
            return question.apply(planned);
        } catch (KafkaException e) {
            forget();
            throw e;
        }
    }

    private void forget() {
        if (planned != null) {
            planned.close();
            planned = null;
        }
    }

    /** Does not wait for a broker that hangs: what waits for it can be asked for again. */
    @Override
    public void close() {
        turns.end(this::forget);
    }
}
