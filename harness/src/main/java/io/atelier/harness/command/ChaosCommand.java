package io.atelier.harness.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.harness.chaos.ChaosOptions;
import io.atelier.harness.chaos.ChaosReport;
import io.atelier.harness.chaos.ChaosSession;
import io.atelier.harness.chaos.FaultKind;
import io.atelier.harness.cluster.Workload;
import io.atelier.local.LocalException;
import io.atelier.local.command.DefinitionFile;
import io.atelier.local.service.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atelier chaos}. */
@Command(
        name = "chaos",
        description = {
            "Proves that faults lose nothing: trains a small run undisturbed, then again and again while it kills, "
                    + "stops and freezes broker and services.",
            "Every trial must end with the undisturbed run's parameters, bit for bit, and a reader of committed "
                    + "records must see every epoch's metrics, checkpoint and evaluation once and in order."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was lost, repeated or changed",
            "1:something was, or chaos could not go on",
            "2:wrong options, or a fault in the experiment"
        })
final class ChaosCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "50",
            description = "Number of faults. Default: ${DEFAULT-VALUE}.")
    int faults;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Decides when faults happen, of which kinds and to which processes. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description =
                    "Only faults of these kinds: kill-trainer, stop-trainer, kill-data, stop-data, kill-evaluator, "
                            + "stop-evaluator, kill-broker, stop-broker, freeze-trainer, no-trainers, add-trainer, "
                            + "remove-trainer, several; with several brokers also, of the one that has a role, "
                            + "kill-queue-leader, stop-queue-leader, freeze-queue-leader, kill-transaction-coordinator, "
                            + "stop-transaction-coordinator, freeze-transaction-coordinator, kill-share-coordinator, "
                            + "stop-share-coordinator, freeze-share-coordinator, kill-controller, stop-controller, "
                            + "freeze-controller; or all of them, roll-brokers, move-replicas, most-brokers.")
    List<String> kinds;

    @Option(
            names = "--pause",
            paramLabel = "MS",
            defaultValue = "3000",
            description = "Mean milliseconds between two faults. Default: ${DEFAULT-VALUE}.")
    int pause;

    @Mixin
    BrokerOptions brokers;

    @Option(names = "--trainers", paramLabel = "K", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    int trainers;

    @Mixin
    WorkloadOptions workload;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "500",
            description = "Milliseconds between two commits of a trainer. Default: ${DEFAULT-VALUE}.")
    int commitInterval;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "240",
            description = "Give up when no trial has made progress for so long. Default: ${DEFAULT-VALUE}.")
    int patience;

    @Option(
            names = "--trainer-option",
            paramLabel = "OPTION",
            description = "A further option for the JVM of every trainer; may be repeated.")
    List<String> trainerOptions = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the report to this file.")
    Path json;

    @Mixin
    OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        try {
            ChaosOptions options = options();
            ChaosReport report = new ChaosSession(Installation.find(), options, System.out).run(json);
            if (!report.passed()) {
                System.out.println("To repeat: ./atelier " + repeating());
            }
            return report.passed() ? 0 : 1;
        } catch (InvalidDefinitionException e) {
            return DefinitionFile.faulty(workload.file, e, spec.commandLine().getErr());
        } catch (IOException e) {
            return DefinitionFile.unreadable(
                    workload.file, "an experiment", e, spec.commandLine().getErr());
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            spec.commandLine().getErr().println("To repeat: ./atelier " + repeating());
            return 1;
        }
    }

    private ChaosOptions options() throws IOException, InvalidDefinitionException {
        atLeast("--faults", faults, 0);
        atLeast("--trainers", trainers, 1);
        atLeast("--pause", pause, 2);
        atLeast("--patience", patience, 1);
        atLeast("--commit-interval", commitInterval, 1);
        List<FaultKind> chosen = kinds();
        brokers.check(chosen, patience);
        ObjectNode trained = workload.read();
        return new ChaosOptions(
                faults,
                seed,
                chosen,
                Duration.ofMillis(pause),
                brokers.number,
                brokers.away(),
                trainers,
                Duration.ofMillis(commitInterval),
                new Workload(trained),
                workload.dataset(trained),
                Duration.ofSeconds(patience),
                trainerOptions,
                output.path());
    }

    private List<FaultKind> kinds() {
        if (kinds == null) {
            return brokers.kinds();
        }
        return kinds.stream()
                .map(label -> FaultKind.labelled(label)
                        .orElseThrow(() ->
                                invalid("--kinds must be of " + FaultKind.labels() + ", but has \"" + label + "\"")))
                .distinct()
                .toList();
    }

    private void atLeast(String option, int value, int least) {
        if (value < least) {
            throw invalid(option + " must be " + least + " or more, but is " + value);
        }
    }

    /** The command line, as it was given. */
    private String repeating() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
