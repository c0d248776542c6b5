package io.atelier.harness.cluster;

import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.process.Termination;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.Launcher;
import io.atelier.local.service.PortChoice;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The brokers and the services as child processes that are started and ended one by one. None is started again by itself.
 * Thread-safe.
 */
public final class ManualCluster {

    private static final long POLL_MILLIS = 500;
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(15);

    /** Nothing a service does at its end may take as long, on the busiest machine. */
    private static final Duration STOP_AT_MOST = Duration.ofMinutes(1);

    private final Launcher launcher;
    private final int trainers;
    private final List<PortChoice> brokerPorts;
    private final Map<String, ServiceProcess> processes = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    public ManualCluster(
            Installation installation,
            RunDirectory directory,
            ClusterSettings settings,
            Guard guard,
            ProcessListener listener) {
        this.launcher = new Launcher(installation, directory, settings, guard, listener);
        this.trainers = settings.trainers();
        this.brokerPorts =
                Stream.generate(PortChoice::new).limit(settings.brokers()).toList();
    }

    /** Starts one of each and the trainers; blocks until all are ready. */
    public void start() throws LocalException, InterruptedException {
        start(Map.of(
                ProcessKind.DATA_SERVICE, 1, ProcessKind.EVALUATOR_SERVICE, 1, ProcessKind.TRAINER_SERVICE, trainers));
    }

    /** Starts the brokers, and so many of some services; blocks until all are ready. */
    public void start(Map<ProcessKind, Integer> services) throws LocalException, InterruptedException {
        try {
            startBrokers();
            for (Map.Entry<ProcessKind, Integer> service : services.entrySet()) {
                for (int number = 1; number <= service.getValue(); number++) {
                    launch(service.getKey(), number);
                }
            }
            for (ServiceProcess process : all()) {
                awaitReady(process);
            }
        } catch (ProcessFailure | IOException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    /** None is ready before most of them run. */
    private void startBrokers() throws ProcessFailure, LocalException, IOException, InterruptedException {
        for (int number = 1; number <= brokerPorts.size(); number++) {
            launch(ProcessKind.KAFKA, number);
        }
        for (ServiceProcess broker : all(ProcessKind.KAFKA)) {
            awaitReady(broker);
        }
        brokerPorts.forEach(PortChoice::pin);
    }

    private static void awaitReady(ServiceProcess process) throws ProcessFailure, LocalException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!process.isReady()) {
            if (process.failure().isPresent()) {
                throw process.failure().get();
            }
            if (System.nanoTime() > deadline) {
                throw new LocalException(process.id() + " is not ready after " + START.toSeconds() + " seconds");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    public String bootstrapServers() {
        return brokerPorts.stream().map(port -> "127.0.0.1:" + port.current()).collect(Collectors.joining(","));
    }

    /** Starts a process that does not run; returns at once. */
    public synchronized ServiceProcess launch(ProcessKind kind, int number) throws IOException {
        if (stopped) {
            throw new IOException("Everything is being stopped");
        }
        String id = id(kind, number);
        if (processes.containsKey(id)) {
            throw new IllegalStateException(id + " runs already");
        }
        ServiceProcess process = kind == ProcessKind.KAFKA
                ? launcher.broker(number, brokerPorts.get(number - 1))
                : launcher.service(kind, number, bootstrapServers());
        processes.put(id, process);
        return process;
    }

    /** Those that run, by their ids. */
    public List<ServiceProcess> all() {
        return processes.values().stream()
                .sorted(Comparator.comparing(ServiceProcess::id))
                .toList();
    }

    public List<ServiceProcess> all(ProcessKind kind) {
        return all().stream()
                .filter(process -> process.id().startsWith(kind.label() + "-"))
                .toList();
    }

    public static String id(ProcessKind kind, int number) {
        return kind.label() + "-" + number;
    }

    /** Of its kind. */
    public static int number(ServiceProcess process) {
        return Integer.parseInt(process.id().substring(process.id().lastIndexOf('-') + 1));
    }

    public static ProcessKind kind(ServiceProcess process) {
        return Arrays.stream(ProcessKind.values())
                .filter(kind -> process.id().equals(id(kind, number(process))))
                .findFirst()
                .orElseThrow();
    }

    /** Ends a process at once, as a crash does. */
    public void kill(ServiceProcess process) throws InterruptedException {
        ProcessHandle handle = process.release();
        handle.destroyForcibly();
        Termination.end(List.of(handle), STOP_AT_MOST);
        forget(process);
    }

    /** Asks a process to end and waits until it has; false if it had to be killed. */
    public boolean stop(ServiceProcess process) throws InterruptedException {
        boolean ended = Termination.end(List.of(process.release()), STOP_AT_MOST);
        forget(process);
        return ended;
    }

    /** A process that has ended; it may be launched again. */
    public void forget(ServiceProcess process) throws InterruptedException {
        process.awaitTidied();
        processes.remove(process.id(), process);
    }

    /** Stops everything, frozen processes too, each after those that need it. */
    public void stop() throws InterruptedException {
        synchronized (this) {
            stopped = true;
        }
        for (ProcessKind kind : List.of(
                ProcessKind.TRAINER_SERVICE,
                ProcessKind.EVALUATOR_SERVICE,
                ProcessKind.DATA_SERVICE,
                ProcessKind.KAFKA)) {
            List<ServiceProcess> ending = all(kind);
            List<ProcessHandle> handles = new ArrayList<>();
            for (ServiceProcess process : ending) {
                ProcessHandle handle = process.release();
                Signals.thaw(handle.pid());
                handles.add(handle);
            }
            Termination.end(handles, STOP);
            for (ServiceProcess process : ending) {
                forget(process);
            }
        }
    }
}
