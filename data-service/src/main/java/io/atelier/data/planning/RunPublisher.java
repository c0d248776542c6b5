package io.atelier.data.planning;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes runs, each once: trials and their first events in one transaction. Who publishes first fences all other
 * planners, then reads what is planned, then decides: two planners that get the same request at once plan it once.
 * Thread-safe: one call at a time.
 */
final class RunPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunPublisher.class);
    private static final String TRANSACTIONAL_ID = "planner";
    private static final int ATTEMPTS = 4;

    /** Who asks over HTTP should hear soon that the broker is away. */
    private static final Map<String, Object> READER = Map.of(
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final KafkaClients clients;
    private final Clock clock;
    private TrialLog log;

    RunPublisher(KafkaClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Publishes {@code run} unless it is planned already.
     *
     * @return whether it is new
     * @throws RunConflictException if another run has its name
     * @throws KafkaException if the broker does not take it; none of it is visible then, or it can be asked for again
     */
    boolean publish(Run run) throws RunConflictException {
        lock.lock();
        try {
            return publishUnlessPlanned(run);
        } finally {
            lock.unlock();
        }
    }

    private boolean publishUnlessPlanned(Run run) throws RunConflictException {
        if (isPlanned(run, read(planned -> planned.run(run.name())))) {
            return false;
        }
        for (int attempt = 1; ; attempt++) {
            try (Producer<String, byte[]> producer = clients.transactional(TRANSACTIONAL_ID)) {
                producer.initTransactions();
                if (isPlanned(run, read(planned -> planned.run(run.name())))) {
                    return false;
                }
                send(run, producer);
                return true;
            } catch (ProducerFencedException | InvalidProducerEpochException | InvalidTxnStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("Another planner came between, trying again");
            }
        }
    }

    private static boolean isPlanned(Run run, Optional<Run> existing) throws RunConflictException {
        if (existing.isPresent() && !existing.get().equals(run)) {
            throw new RunConflictException(
                    "run \"%s\" is planned already with other content (%s): choose another name, or leave the name out"
                            .formatted(run.name(), difference(run, existing.get())));
        }
        return existing.isPresent();
    }

    private static String difference(Run asked, Run existing) {
        List<String> planned =
                existing.trials().stream().map(TrialDefinition::trial).toList();
        List<String> wanted =
                asked.trials().stream().map(TrialDefinition::trial).toList();
        if (!planned.equals(wanted)) {
            return "its trials are " + String.join(", ", planned);
        }
        if (!existing.dataset().equals(asked.dataset())) {
            return "its dataset is " + existing.dataset();
        }
        return "its trials have other profiles, epochs or numbers of images";
    }

    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws what a send failed with
    private void send(Run run, Producer<String, byte[]> producer) {
        producer.beginTransaction();
        for (TrialDefinition trial : run.trials()) {
            producer.send(message(Topic.TRIALS, trial.trial(), trial));
            producer.send(message(Topic.TRIAL_EVENTS, trial.trial(), TrialEvent.queued(trial, clock.instant())));
        }
        producer.commitTransaction();
        LOG.info("Planned run {}: {} trials on {}", run.name(), run.trials().size(), run.dataset());
    }

    private static ProducerRecord<String, byte[]> message(Topic topic, String key, Object value) {
        return new ProducerRecord<>(topic.topicName(), topic.partitionOf(key), key, Json.write(value));
    }

    /** Answers from the trials topic as it is now. */
    <T> T read(Function<TrialLog, T> question) {
        lock.lock();
        try {
            if (log == null) {
                log = new TrialLog(clients.reader(READER), clients.admin(READER));
            }
            log.catchUp();
            return question.apply(log);
        } catch (KafkaException e) {
            // The next caller begins with a new consumer.
            forget();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Does not wait for long: a call that waits for a broker may do so for a minute, and nothing of it is visible then. */
    @Override
    public void close() {
        try {
            if (lock.tryLock(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                forget();
                lock.unlock();
            } else {
                LOG.warn("Not waiting for a request that waits for the broker: it can be sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        if (log != null) {
            log.close();
            log = null;
        }
    }
}
