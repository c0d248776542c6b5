package io.atelier.harness.chaos;

import io.atelier.contract.Json;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.LocalException;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code atelier chaos}: takes a directory, starts everything, injects faults, stops everything. */
public final class ChaosSession {

    /** Shorter than the stock broker's 30 s, so that freezing does not take most of the time. */
    private static final Duration LOCK = Duration.ofSeconds(8);

    private static final Map<String, String> BROKER = Map.of(
            "group.share.min.record.lock.duration.ms",
            "1000",
            "group.share.record.lock.duration.ms",
            Long.toString(LOCK.toMillis()));

    /** These processes live for seconds, too short for the optimizing compiler to pay off. */
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
     * Blocks until all faults are injected, all trials have ended and nothing runs any more.
     *
     * @param json file for the report; null: do not write it
     */
    public ChaosReport run(Path json) throws LocalException, InterruptedException {
        ChaosReport report = new ManualSession(installation, options.out(), settings()).run(this::run);
        ReportText.lines(report).forEach(out::println);
        if (json != null) {
            write(report, json);
        }
        return report;
    }

    private ChaosReport run(ManualCluster cluster) throws LocalException, IOException, InterruptedException {
        FaultLog log = new FaultLog(out);
        log.say("Starting " + (options.brokers() == 1 ? "broker" : options.brokers() + " brokers")
                + ", data service, evaluator and " + options.trainers() + " trainers; logs: "
                + options.out().resolve("logs"));
        cluster.start();
        return new ChaosRun(options, cluster, log).run(LOCK);
    }

    private static void write(ChaosReport report, Path json) throws LocalException {
        try {
            Files.write(json, Json.write(report));
        } catch (IOException e) {
            throw new LocalException("Cannot write the report to " + json + ": " + e.getMessage(), e);
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
                options.dataset(),
                Optional.empty(),
                options.brokers(),
                BROKER,
                Map.of(
                        ProcessKind.TRAINER_SERVICE, trainer,
                        ProcessKind.KAFKA, QUICK_START,
                        ProcessKind.DATA_SERVICE, QUICK_START));
    }
}
