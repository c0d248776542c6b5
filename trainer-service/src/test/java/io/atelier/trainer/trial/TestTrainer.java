package io.atelier.trainer.trial;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.BatchTimeouts;
import io.atelier.trainer.Kafka;
import io.atelier.trainer.Owners;
import io.atelier.trainer.progress.ProgressLogs;
import io.atelier.trainer.queue.QueueLog;
import io.atelier.trainer.queue.TrialQueue;
import io.atelier.trainer.queue.TrialQueueGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** A whole trainer but for the framework, on a thread of its own. */
final class TestTrainer implements AutoCloseable {

    /** How often a trial may be begun in vain. */
    static final int ATTEMPTS = 4;

    /** Bytes: a few records of small trials. */
    private static final int WINDOW = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final Duration search;
    private final long mostKept;
    private final ClockGate clock;
    private final StopSignal stop = new StopSignal();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Thread thread;
    private volatile Throwable end;

    TestTrainer(String name, Duration commitInterval, TrialObserver observer) {
        this(name, commitInterval, observer, Kafka.clients());
    }

    TestTrainer(String name, Duration commitInterval, TrialObserver observer, KafkaClients clients) {
        this(name, commitInterval, observer, clients, Duration.ofSeconds(1));
    }

    /** @param search between two searches for lost trials */
    TestTrainer(String name, Duration commitInterval, TrialObserver observer, KafkaClients clients, Duration search) {
        this(name, commitInterval, observer, clients, search, Long.MAX_VALUE);
    }

    private TestTrainer(
            String name,
            Duration commitInterval,
            TrialObserver observer,
            KafkaClients clients,
            Duration search,
            long mostKept) {
        this.search = search;
        this.mostKept = mostKept;
        this.clients = clients;
        this.clock = ClockGate.of(clients, name);
        thread = new Thread(() -> run(name, commitInterval, observer), name);
        thread.start();
    }

    /** Keeps no validation images. */
    static TestTrainer streaming(String name, Duration commitInterval, TrialObserver observer) {
        return new TestTrainer(name, commitInterval, observer, Kafka.clients(), Duration.ofSeconds(1), 0);
    }

    private void run(String name, Duration commitInterval, TrialObserver watching) {
        BatchTimeouts timeouts = new BatchTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(60));
        try (Admin admin = Kafka.admin()) {
            int deliveries = TrialQueueGroup.configure(admin, OptionalInt.empty());
            try (Producer<String, byte[]> producer = clients.producer();
                    TrialQueue queue = TrialQueue.open(Kafka.clients())) {
                DeadLetterPublisher deadLetters = new DeadLetterPublisher(producer, "trainer-service", topic -> {});
                BatchStreams streams = new BatchStreams(clients, producer, deadLetters, WINDOW, timeouts, () -> {});
                ProgressLogs logs = new ProgressLogs(clients, admin, deadLetters, Owners.named(name), PATIENCE);
                QueueLog queueLog = new QueueLog(clients, admin, PATIENCE);
                RedeliveryPolicy policy = new RedeliveryPolicy(ATTEMPTS, deliveries);
                UnfinishedTrials unfinished = new UnfinishedTrials(clients, admin, PATIENCE);
                LostTrials lost = LostTrials.open(unfinished, queueLog, logs, search, dropped::incrementAndGet);
                try (lost) {
                    TrialObserver observer = new TrialObservers(List.of(watching, lost));
                    TrialTraining training = new TrialTraining(streams, commitInterval, mostKept, observer);
                    TrialRunner runner = new TrialRunner(logs, queueLog, training, deadLetters, policy, observer);
                    new TrialWorker(queue, clock, runner, deadLetters, observer, stop).run();
                }
            }
        } catch (Throwable e) {
            end = e;
        }
    }

    /** Waits until it has died of something. */
    Throwable awaitDeath() throws InterruptedException {
        thread.join(Duration.ofSeconds(90).toMillis());
        return end;
    }

    /** How many trials it found that the queue had dropped. */
    int dropped() {
        return dropped.get();
    }

    /** Why it takes no trials. */
    Optional<String> refusal() {
        return clock.refusal();
    }

    void requestStop() {
        stop.request();
    }

    void stop() throws InterruptedException {
        stop.request();
        thread.join(Duration.ofSeconds(60).toMillis());
        if (thread.isAlive() || end != null) {
            throw new IllegalStateException("The trainer did not stop well", end);
        }
    }

    @Override
    public void close() {
        stop.request();
        try {
            thread.join(Duration.ofSeconds(60).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
