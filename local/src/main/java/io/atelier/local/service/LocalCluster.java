package io.atelier.local.service;

import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.Loopback;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.process.Termination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The brokers, unless there are some, and the services of a run, as child processes. Thread-safe: it may be stopped while it
 * starts.
 */
public final class LocalCluster {

    private static final Duration BROKER_START = Duration.ofSeconds(90);

    /** Long, since the data service may have to download its dataset first. */
    private static final Duration SERVICE_START = Duration.ofMinutes(5);

    /** Trainers commit their state and hand their trials back. */
    private static final Duration TRAINER_STOP = Duration.ofSeconds(15);

    private static final Duration SERVICE_STOP = Duration.ofSeconds(10);
    private static final Duration BROKER_STOP = Duration.ofSeconds(20);

    private final Launcher launcher;
    private final int trainers;
    private final Optional<BrokerAddress> broker;
    private final int brokers;
    private final Map<ProcessKind, List<ServiceProcess>> processes = new EnumMap<>(ProcessKind.class);
    private boolean stopped;

    private interface Start {
        ServiceProcess start() throws IOException;
    }

    public LocalCluster(
            Installation installation,
            RunDirectory directory,
            ClusterSettings settings,
            Guard guard,
            ProcessListener listener) {
        this.launcher = new Launcher(installation, directory, settings, guard, listener);
        this.trainers = settings.trainers();
        this.broker = settings.broker();
        this.brokers = settings.brokers();
        for (ProcessKind kind : ProcessKind.values()) {
            processes.put(kind, new ArrayList<>());
        }
    }

    /** Blocks until everything is ready. */
    public void start() throws LocalException, InterruptedException {
        try {
            String bootstrapServers = broker.isPresent() ? present(broker.get()) : startBrokers();
            addService(ProcessKind.DATA_SERVICE, 1, bootstrapServers);
            addService(ProcessKind.EVALUATOR_SERVICE, 1, bootstrapServers);
            for (int number = 1; number <= trainers; number++) {
                addService(ProcessKind.TRAINER_SERVICE, number, bootstrapServers);
            }
            for (ServiceProcess process : all()) {
                process.awaitReady(SERVICE_START);
            }
        } catch (ProcessFailure | IOException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    private static String present(BrokerAddress broker) throws LocalException {
        if (!broker.answers()) {
            throw new LocalException("Expected a Kafka broker at " + broker.servers()
                    + ", found nothing that answers: start one there, or leave --broker out, and one is started here");
        }
        return broker.servers();
    }

    /** None is ready before most of them run. */
    private String startBrokers() throws ProcessFailure, IOException, InterruptedException {
        for (int number = 1; number <= brokers; number++) {
            int started = number;
            add(ProcessKind.KAFKA, () -> launcher.broker(started, new PortChoice()));
        }
        for (ServiceProcess started : of(ProcessKind.KAFKA)) {
            started.awaitReady(BROKER_START);
            started.pinPort();
        }
        return of(ProcessKind.KAFKA).stream()
                .map(started -> Loopback.HOST + ":" + started.port())
                .collect(Collectors.joining(","));
    }

    public HttpService dataService() {
        return only(ProcessKind.DATA_SERVICE).http();
    }

    public HttpService evaluatorService() {
        return only(ProcessKind.EVALUATOR_SERVICE).http();
    }

    public List<HttpService> trainerServices() {
        return of(ProcessKind.TRAINER_SERVICE).stream()
                .map(ServiceProcess::http)
                .toList();
    }

    /** In the order of their start. */
    public synchronized List<ServiceProcess> all() {
        return processes.values().stream().flatMap(List::stream).toList();
    }

    /** Stops everything, each after those that need it. Repeated calls wait for the first. */
    public synchronized void stop() throws InterruptedException {
        if (stopped) {
            return;
        }
        stopped = true;
        List<ProcessHandle> trainerHandles = release(ProcessKind.TRAINER_SERVICE);
        List<ProcessHandle> otherHandles = new ArrayList<>(release(ProcessKind.EVALUATOR_SERVICE));
        otherHandles.addAll(release(ProcessKind.DATA_SERVICE));
        List<ProcessHandle> brokerHandles = release(ProcessKind.KAFKA);
        Termination.end(trainerHandles, TRAINER_STOP);
        Termination.end(otherHandles, SERVICE_STOP);
        Termination.end(brokerHandles, BROKER_STOP);
        for (ServiceProcess process : all()) {
            process.awaitTidied();
        }
    }

    private void addService(ProcessKind kind, int number, String bootstrapServers) throws IOException {
        add(kind, () -> launcher.service(kind, number, bootstrapServers));
    }

    private synchronized ServiceProcess add(ProcessKind kind, Start start) throws IOException {
        if (stopped) {
            throw new IOException("stopped while it was starting");
        }
        ServiceProcess process = start.start();
        processes.get(kind).add(process);
        return process;
    }

    private List<ProcessHandle> release(ProcessKind kind) {
        return processes.get(kind).stream().map(ServiceProcess::release).toList();
    }

    private synchronized List<ServiceProcess> of(ProcessKind kind) {
        return List.copyOf(processes.get(kind));
    }

    private ServiceProcess only(ProcessKind kind) {
        return of(kind).get(0);
    }
}
