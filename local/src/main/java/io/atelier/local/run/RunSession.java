package io.atelier.local.run;

import io.atelier.local.LocalException;
import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.output.OutputLock;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.PidFiles;
import io.atelier.local.process.Termination;
import io.atelier.local.service.BrokerAddress;
import io.atelier.local.service.BrokerDirectories;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** One {@code atelier run}: takes the directory, starts everything, completes the run, stops everything. */
public final class RunSession {

    private static final Path RUNS = Path.of("runs");
    private static final String BROKER = "kafka-";
    private static final Duration LEFTOVER_STOP = Duration.ofSeconds(15);

    private final Installation installation;
    private final RunDirectory directory;
    private final RunOptions options;
    private final int trainers;
    private final OptionalInt brokers;
    private final ProgressDisplay display;

    private RunSession(
            Installation installation,
            RunDirectory directory,
            RunOptions options,
            int trainers,
            OptionalInt brokers,
            ProgressDisplay display) {
        this.installation = installation;
        this.directory = directory;
        this.options = options;
        this.trainers = trainers;
        this.brokers = brokers;
        this.display = display;
    }

    /**
     * Without {@code out}, the run gets its own directory under {@code runs/}: a new one, unless it has a name.
     *
     * @param brokers how many are started; empty: as many as the directory has, or one
     */
    public static RunSession open(
            Installation installation,
            Path out,
            RunOptions options,
            int trainers,
            OptionalInt brokers,
            ProgressDisplay display)
            throws LocalException {
        RunDirectory directory = out == null ? directoryOf(options) : new RunDirectory(out);
        return new RunSession(installation, directory, options, trainers, brokers, display);
    }

    private static RunDirectory directoryOf(RunOptions options) throws LocalException {
        if (options.run().isPresent()) {
            return new RunDirectory(RUNS.resolve(options.run().get()));
        }
        return RunDirectory.createNew(RUNS, RunName.at(LocalDateTime.now(ZoneId.systemDefault()), options.label()));
    }

    /** Returns whether every trial ended well. */
    @SuppressWarnings("try") // the lock is held, not used
    public boolean run() throws LocalException, InterruptedException {
        directory.create();
        try (OutputLock lock = lock()) {
            return runLocked();
        } catch (IOException e) {
            throw new LocalException("Cannot run in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    private boolean runLocked() throws LocalException, IOException, InterruptedException {
        RunPlan plan = new PlanFile(directory).resolve(options);
        endLeftovers();
        ClusterSettings settings = ClusterSettings.dividing(
                        Runtime.getRuntime().availableProcessors(),
                        trainers,
                        plan.dataset(),
                        plan.broker().map(BrokerAddress::new))
                .withBrokers(new BrokerDirectories(directory.kafka()).number(brokers));
        try (Guard guard = Guard.start()) {
            LocalCluster cluster = new LocalCluster(installation, directory, settings, guard, new ProcessNews(display));
            return complete(plan, settings, cluster);
        }
    }

    private boolean complete(RunPlan plan, ClusterSettings settings, LocalCluster cluster)
            throws LocalException, InterruptedException {
        StopOnSignal stop = new StopOnSignal(cluster, directory, display);
        try {
            display.say("Starting " + brokersOf(settings) + "data service, evaluator and "
                    + settings.trainers() + " trainer"
                    + (settings.trainers() == 1 ? "" : "s") + " (threads each: " + settings.threads() + "); logs: "
                    + directory.logs());
            cluster.start();
            return new LocalRun(directory, cluster, display).complete(plan);
        } catch (LocalException e) {
            if (stop.hasBegun()) {
                return false; // what fails while everything is stopped is no news
            }
            throw e;
        } finally {
            cluster.stop();
            stop.cancel();
        }
    }

    private static String brokersOf(ClusterSettings settings) {
        if (settings.broker().isPresent()) {
            return "";
        }
        return settings.brokers() == 1 ? "broker, " : settings.brokers() + " brokers, ";
    }

    private OutputLock lock() throws LocalException, IOException {
        Optional<OutputLock> lock = OutputLock.tryLock(directory.lock());
        if (lock.isEmpty()) {
            throw new LocalException(directory.path() + " is in use by another run (process "
                    + OutputLock.holder(directory.lock()) + "). Wait for it, stop it, or choose another with --out");
        }
        return lock.get();
    }

    /** Processes of a run in this directory that was killed and could not end them itself. */
    private void endLeftovers() throws IOException, InterruptedException {
        PidFiles pidFiles = new PidFiles(directory.pids(), directory.marker());
        List<PidFiles.Leftover> leftovers = pidFiles.leftovers();
        if (leftovers.isEmpty()) {
            return;
        }
        display.say("Ending processes that an earlier run in this directory left: "
                + leftovers.stream().map(PidFiles.Leftover::id).toList());
        Map<Boolean, List<ProcessHandle>> byOrder = leftovers.stream()
                .collect(Collectors.partitioningBy(
                        leftover -> leftover.id().startsWith(BROKER),
                        Collectors.mapping(PidFiles.Leftover::process, Collectors.toList())));
        Termination.end(byOrder.get(false), LEFTOVER_STOP);
        Termination.end(byOrder.get(true), LEFTOVER_STOP);
        pidFiles.leftovers();
    }
}
