package io.atelier.trainer;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.Broker;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.engine.NativeRuntime;
import io.atelier.service.kafka.TopicsConfig;
import io.atelier.service.life.Loop;
import io.atelier.service.life.StartException;
import io.atelier.service.metrics.CommonMeters;
import io.atelier.trainer.progress.Owner;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.queue.QueueLog;
import io.atelier.trainer.queue.TrialQueue;
import io.atelier.trainer.queue.TrialQueueGroup;
import io.atelier.trainer.status.CurrentTrial;
import io.atelier.trainer.status.Progress;
import io.atelier.trainer.status.TimeReport;
import io.atelier.trainer.status.TrainerMetrics;
import io.atelier.trainer.trial.ClockGate;
import io.atelier.trainer.trial.LostTrials;
import io.atelier.trainer.trial.RedeliveryPolicy;
import io.atelier.trainer.trial.StopSignal;
import io.atelier.trainer.trial.TrialLimit;
import io.atelier.trainer.trial.TrialObserver;
import io.atelier.trainer.trial.TrialObservers;
import io.atelier.trainer.trial.TrialRunner;
import io.atelier.trainer.trial.TrialTraining;
import io.atelier.trainer.trial.TrialWorker;
import io.atelier.trainer.trial.UnfinishedTrials;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the main loop on a thread of its own and stops it with the application. */
@ApplicationScoped
public class TrainerService {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);

    /** Before anybody looks whether there is a broker at all. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(1);

    /** How long a broker may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final TrainerConfig config;
    private final TopicsConfig topics;
    private final String name;
    private final KafkaClients clients;
    private final MeterRegistry registry;
    private final TrainerMetrics metrics;
    private final CurrentTrial current;
    private final ClockGate clock;
    private final StopSignal stop = new StopSignal();
    private final TrialLimit limit;
    private final ScheduledExecutorService expiry = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics-expiry");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Loop loop;
    private volatile boolean ready;

    TrainerService(TrainerConfig config, TopicsConfig topics, KafkaClients clients, MeterRegistry registry) {
        this.config = config.validated();
        this.topics = topics.validated();
        this.name = config.name().orElseGet(TrainerService::randomName);
        this.limit = new TrialLimit(config.maxTrials(), stop);
        this.clients = clients;
        this.clock = ClockGate.of(clients, name);
        this.registry = registry;
        this.current = new CurrentTrial(name);
        this.metrics = new TrainerMetrics(
                registry, config.commitInterval(), () -> current.progress().secondsLeft(), expiry);
    }

    void onStart(@Observes StartupEvent event) {
        loop = Loop.start("The trainer", "trial-queue", this::run);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        if (loop == null) {
            return;
        }
        long deadline = System.nanoTime() + config.shutdownTimeout().toNanos();
        loop.expectEnd();
        stop.request();
        loop.join(UNDISTURBED);
        if (loop.isAlive() && !Broker.answers(clients, ANSWER)) {
            LOG.warn(
                    "No broker answers at {}, so nothing can be committed; the trial goes on from its last commit",
                    clients.bootstrapServers());
            return;
        }
        loop.join(Duration.ofNanos(deadline - System.nanoTime()));
        if (loop.isAlive()) {
            LOG.warn("Not done within {}; the trial goes on elsewhere from its last commit", config.shutdownTimeout());
        }
    }

    public Progress progress() {
        return current.progress();
    }

    public boolean isAlive() {
        return loop != null && loop.isAlive();
    }

    public boolean isReady() {
        return ready && isAlive() && clock.refusal().isEmpty();
    }

    /** Why no trials are taken though the main loop runs, if there is a reason. */
    public Optional<String> refusal() {
        return clock.refusal();
    }

    private void run() throws InterruptedException, StartException {
        try {
            work(startEngine());
        } finally {
            ready = false;
        }
        if (limit.isReached()) {
            LOG.info(
                    "Trainer {} ends: {} trials are done, as atelier.trainer.max-trials says",
                    name,
                    config.maxTrials());
            loop.expectEnd();
            Quarkus.asyncExit(0);
        }
    }

    private NativeRuntime startEngine() throws StartException {
        NativeRuntime runtime = NativeRuntime.start(config.engineThreads());
        LOG.info("Trainer {} computes with {} threads", name, runtime.threads());
        CommonMeters.engine(
                registry, runtime::vectorBits, runtime::threads, runtime::nativeBytes, runtime::residentBytes);
        metrics.showTrainer(name, runtime.description());
        // Otherwise the engine's own warning has to do.
        if (config.requireVectors() && !runtime.hasVectorInstructions()) {
            throw new StartException(
                    "The JVM has no vector instructions (" + runtime.description() + "): use another JVM or machine,"
                            + " or set atelier.trainer.require-vectors=false to train many times slower");
        }
        return runtime;
    }

    private void work(NativeRuntime runtime) throws InterruptedException {
        Optional<Admin> connected = Broker.connect(clients, topics.replicationFactor(), config.startupTimeout(), stop);
        if (connected.isEmpty()) {
            return;
        }
        try (Admin admin = connected.get()) {
            int deliveries = TrialQueueGroup.configure(admin, topics.replicationFactor());
            try (Producer<String, byte[]> producer = clients.producer();
                    TrialQueue queue = TrialQueue.open(clients)) {
                DeadLetterPublisher deadLetters =
                        new DeadLetterPublisher(producer, "trainer-service", metrics::onDeadLetter);
                BatchStreams streams = new BatchStreams(
                        clients,
                        producer,
                        deadLetters,
                        config.batchWindowMebibytes() << 20,
                        config.batchTimeouts(),
                        metrics::onAskedAgain);
                Owner owner = new Owner(name, TrainerEnvironment.of(runtime));
                ProgressLogs logs = new ProgressLogs(clients, admin, deadLetters, owner, config.progressTimeout());
                QueueLog queueLog = new QueueLog(clients, admin, config.progressTimeout());
                RedeliveryPolicy policy = new RedeliveryPolicy(config.attempts(), deliveries);
                UnfinishedTrials unfinished = new UnfinishedTrials(clients, admin, config.progressTimeout());
                LostTrials lost =
                        LostTrials.open(unfinished, queueLog, logs, config.lostTrialsInterval(), metrics::onDropped);
                try (lost) {
                    TrialObserver observer =
                            new TrialObservers(List.of(current, metrics, new TimeReport(), lost, limit));
                    TrialTraining training = new TrialTraining(
                            streams, config.commitInterval(), (long) config.validationKeptMebibytes() << 20, observer);
                    TrialRunner runner = new TrialRunner(logs, queueLog, training, deadLetters, policy, observer);
                    ready = true;
                    new TrialWorker(queue, clock, runner, deadLetters, observer, stop).run();
                }
            }
        }
    }

    private static String randomName() {
        return "trainer-" + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
    }
}
