package io.atelier.local.chaos;

import io.atelier.contract.Json;
import io.atelier.local.LocalException;
import io.atelier.local.output.OutputLock;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ManualCluster;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One {@code atelier chaos}: takes a directory, starts everything, has faults done, stops everything. */
public final class ChaosSession {

    /** Shorter than the stock broker's 30 s, so that freezing does not take most of the time. */
    private static final Duration LOCK = Duration.ofSeconds(8);

    private static final Map<String, String> BROKER = Map.of(
            "group.share.min.record.lock.duration.ms",
            "1000",
            "group.share.record.lock.duration.ms",
            Long.toString(LOCK.toMillis()));

    /** These live for seconds: compiling well does not pay. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Installation installation;
    private final ChaosOptions options;
    private final PrintStream out;

    public ChaosSession(Installation installation, ChaosOptions options, PrintStream out) {
        this.installation = installation;
        this.options = options;
        this.out = out;
    }

    /**
     * Blocks until all faults are done, all trials have ended and nothing runs any more.
     *
     * @param json where to write the report; null: nowhere
     */
    @SuppressWarnings("try") // the lock is held, not used
    public ChaosReport run(Path json) throws LocalException, InterruptedException {
        RunDirectory directory = new RunDirectory(options.out());
        if (Files.exists(directory.kafka())) {
            throw new LocalException(directory.path() + " has a broker's data already: chaos needs a new directory,"
                    + " choose another with --out");
        }
        directory.create();
        try (OutputLock lock = OutputLock.tryLock(directory.lock())
                        .orElseThrow(() -> new LocalException(directory.path() + " is in use by another run"));
                Guard guard = Guard.start()) {
            ChaosReport report =
                    run(new ManualCluster(installation, directory, settings(), guard, ProcessListener.silent()));
            ReportText.lines(report).forEach(out::println);
            if (json != null) {
                Files.write(json, Json.write(report));
            }
            return report;
        } catch (IOException e) {
            throw new LocalException("Cannot go on in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    private ChaosReport run(ManualCluster cluster) throws LocalException, IOException, InterruptedException {
        Thread stop = new Thread(() -> stop(cluster), "stop-on-signal");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            FaultLog log = new FaultLog(out);
            log.say("Starting broker, data service, evaluator and " + options.trainers() + " trainers; logs: "
                    + options.out().resolve("logs"));
            cluster.start();
            return new ChaosRun(options, cluster, log).run(LOCK);
        } finally {
            cluster.stop();
            if (!isShuttingDown(stop)) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private static boolean isShuttingDown(Thread hook) {
        return hook.getState() != Thread.State.NEW;
    }

    private static void stop(ManualCluster cluster) {
        try {
            cluster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ClusterSettings settings() {
        List<String> trainer = new ArrayList<>();
        trainer.add(
                "-Datelier.trainer.commit-interval=" + options.commitInterval().toMillis() + "ms");
        trainer.addAll(options.trainerOptions());
        return new ClusterSettings(
                options.trainers(),
                1,
                options.workload().dataset(),
                BROKER,
                Map.of(
                        ProcessKind.TRAINER_SERVICE, trainer,
                        ProcessKind.KAFKA, QUICK_START,
                        ProcessKind.DATA_SERVICE, QUICK_START));
    }
}
