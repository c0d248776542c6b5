package io.atelier.harness.command;

import io.atelier.harness.soak.SoakOptions;
import io.atelier.harness.soak.SoakSession;
import io.atelier.local.LocalException;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atelier soak}. */
@Command(
        name = "soak",
        description = {
            "Proves that nothing grows: trains run after run of tiny epochs, and measures heap, memory, threads, open "
                    + "files and metric series of every process, and the disk of every topic.",
            "Limits that would be reached after hours are set lower. Fails if something is larger at the end than after "
                    + "a tenth of the time, by more than a margin that is stated."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing grew", "1:something did, or soak could not go on", "2:wrong options"})
final class SoakCommand implements Callable<Integer> {

    private static final int FEWEST_SAMPLES = 10;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long to train after a warm-up of a few runs. Default: ${DEFAULT-VALUE}.")
    int minutes;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds between two samples. Default: ${DEFAULT-VALUE}.")
    int interval;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "4",
            description = "Trials of each run, from 1 to 64. Default: ${DEFAULT-VALUE}.")
    int trials;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs of each trial, at most. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--option",
            paramLabel = "PROCESS=OPTION",
            description =
                    "A further option for the JVM of kafka, data-service, trainer-service or evaluator-service; may "
                            + "be repeated. These two make it fail, as they should: "
                            + "evaluator-service=-Datelier.evaluator.max-runs=10000, "
                            + "evaluator-service=-Datelier.evaluator.metrics.runs=100.")
    List<String> jvmOptions = new ArrayList<>();

    @Mixin
    OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        SoakOptions options = options();
        try {
            return new SoakSession(Installation.find(), options, System.out)
                            .run()
                            .passed()
                    ? 0
                    : 1;
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private SoakOptions options() {
        Ranges.require(spec, "--minutes", minutes, 1, 100_000);
        Ranges.require(spec, "--interval", interval, 1, minutes * 60 / FEWEST_SAMPLES);
        Ranges.require(spec, "--trials", trials, 1, 64);
        Ranges.require(spec, "--epochs", epochs, 1, 1_000);
        return new SoakOptions(
                Duration.ofMinutes(minutes),
                Duration.ofSeconds(interval),
                new SoakOptions.Workload(trials, epochs, 64, 64),
                jvmOptions(),
                output.path());
    }

    private Map<ProcessKind, List<String>> jvmOptions() {
        Map<ProcessKind, List<String>> options = new EnumMap<>(ProcessKind.class);
        for (String option : jvmOptions) {
            ProcessKind kind = Arrays.stream(ProcessKind.values())
                    .filter(candidate -> option.startsWith(candidate.label() + "=-"))
                    .findFirst()
                    .orElseThrow(() -> invalid("--option must be <process>=-<option>, but is \"" + option + "\""));
            options.computeIfAbsent(kind, first -> new ArrayList<>())
                    .add(option.substring(kind.label().length() + 1));
        }
        return options;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
