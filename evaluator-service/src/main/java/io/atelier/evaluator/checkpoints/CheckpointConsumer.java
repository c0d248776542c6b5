package io.atelier.evaluator.checkpoints;

import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.deadletter.ReportedRecords;
import io.atelier.contract.kafka.ClockSkew;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import io.atelier.contract.stream.DataUnavailableException;
import io.atelier.evaluator.EvaluatorConfig;
import io.atelier.evaluator.testset.AwaitedTestSets;
import io.atelier.evaluator.view.CurrentRuns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop that scores checkpoints until its thread is interrupted: one {@link CheckpointSession} after the other. */
public final class CheckpointConsumer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointConsumer.class);

    private static final String GROUP = "evaluator";

    /** Chunks per poll: no more than one checkpoint, which must be scored before {@link #MAX_POLL_INTERVAL}. */
    private static final int MAX_POLL_RECORDS = 1;

    /** After that, another evaluator takes over. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);

    /** Test sets have as many images as they have: scoring takes its time. A dead evaluator is seen by the session's timeout. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofHours(6);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** For letters that others have not committed yet, and for reading all there are. */
    private static final Duration LETTERS = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final Admin admin;
    private final EvaluatorConfig config;
    private final CurrentRuns runs;
    private final AwaitedTestSets testSets;
    private final DeadLetterPublisher deadLetters;
    private final EvaluationListener listener;
    private boolean clockRefused;

    /** The admin client remains the caller's. */
    public CheckpointConsumer(
            KafkaClients clients,
            Admin admin,
            EvaluatorConfig config,
            CurrentRuns runs,
            AwaitedTestSets testSets,
            DeadLetterPublisher deadLetters,
            EvaluationListener listener) {
        this.clients = clients;
        this.admin = admin;
        this.config = config;
        this.runs = runs;
        this.testSets = testSets;
        this.deadLetters = deadLetters;
        this.listener = listener;
    }

    @Override
    public void run() {
        comeLast();
        CheckpointScorer scorer = new CheckpointScorer(
                testSets, runs.view()::classNames, config.checkpoints().networks());
        try (CheckpointEvaluator evaluator =
                new CheckpointEvaluator(runs, config.view().timeout(), scorer, listener)) {
            while (!session(evaluator)) {
                listener.failed();
                Thread.sleep(config.checkpoints().retryDelay().toMillis());
            }
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The checkpoint consumer stops", e);
        }
        Thread.currentThread().interrupt();
    }

    /** Training comes first, where the JVM was started so that the system heeds priorities. */
    @SuppressWarnings("ThreadPriorityCheck") // when something is scored depends on it, not what comes out
    private static void comeLast() {
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    }

    /** Returns true when it was interrupted, false when something failed that may work the next time. */
    private boolean session(CheckpointEvaluator evaluator) throws InterruptedException {
        String member = "evaluator-" + config.instance();
        Producer<String, byte[]> producer = clients.transactional(member);
        try (Consumer<String, byte[]> consumer = clients.member(GROUP, settings(member));
                ReportedRecords reported = new ReportedRecords(clients, admin, List.of(Topic.CHECKPOINTS), LETTERS)) {
            producer.initTransactions();
            if (isClockRefused(producer)) {
                return false;
            }
            new CheckpointSession(consumer, producer, evaluator, deadLetters, reported, this::newAssembler)
                    .followUntilInterrupted();
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException | FencedInstanceIdException e) {
            LOG.error(
                    "Fenced: another evaluator is named \"{}\", or this one was paused. Give each its own"
                            + " atelier.evaluator.instance ({})",
                    config.instance(),
                    e.getMessage());
        } catch (DataUnavailableException e) {
            LOG.warn(
                    "{} Trying again in {}.",
                    e.getMessage(),
                    config.checkpoints().retryDelay());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            Refusal.rethrow(e);
            LOG.error("Reading checkpoints failed and begins again at the committed offsets", e);
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
        return false;
    }

    /** Whether Kafka would take no evaluation; asked before anything is scored in vain. */
    private boolean isClockRefused(Producer<String, byte[]> producer) throws InterruptedException {
        Optional<String> skew = ClockSkew.ask(producer);
        if (skew.isPresent() && !clockRefused) {
            LOG.error("No checkpoints are scored until this is mended. {}", skew.get());
        } else if (skew.isEmpty() && clockRefused) {
            LOG.info("Kafka takes the time of this machine again, so checkpoints are scored");
        }
        clockRefused = skew.isPresent();
        return clockRefused;
    }

    private ChunkAssembler newAssembler() {
        return new ChunkAssembler(
                config.checkpoints().maxBytes(), config.checkpoints().maxPending(), key -> true);
    }

    private static Map<String, Object> settings(String member) {
        return Map.of(
                // After a crash the same member takes its partitions back at once.
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                member,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(SESSION_TIMEOUT.toMillis()),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_POLL_RECORDS,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.toIntExact(MAX_POLL_INTERVAL.toMillis()));
    }
}
