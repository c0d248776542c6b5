package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Progress;
import io.atelier.bench.comparison.Comparison;
import io.atelier.bench.comparison.Report;
import io.atelier.bench.comparison.ReportTable;
import io.atelier.bench.comparison.Settings;
import io.atelier.bench.comparison.Workload;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What training and inference have in common. */
abstract class ComparisonCommand implements Callable<Integer> {

    private static final int MOST_THREADS = 1024;
    private static final int MOST_ROUNDS = 100;

    private final Workload workload;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--architectures",
            split = ",",
            paramLabel = "NAME",
            description = "Only these of the built-in ones, separated by commas. Default: all.")
    List<String> architectures;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of each side. Default: as many as there are processors.")
    Integer threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Fresh processes of each side and architecture; medians count. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--time-scale", hidden = true, defaultValue = "1")
    double timeScale;

    @Mixin
    JsonFile json;

    ComparisonCommand(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Integer call() throws BenchException, InterruptedException {
        Settings settings = settings();
        json.requireWritable();
        Progress progress = new Progress(System.err, Comparison.processes(settings));
        Path home = Path.of(System.getProperty("atelier.home", "."));
        Report report = new Comparison(settings, home, progress).run();
        ReportTable.render(report).forEach(System.out::println);
        json.write(report);
        return 0;
    }

    Settings settings() {
        int chosenThreads = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        requireRange("--threads", chosenThreads, MOST_THREADS);
        requireRange("--rounds", rounds, MOST_ROUNDS);
        return new Settings(workload, chosen(), chosenThreads, rounds, timeScale);
    }

    private List<NetworkPlan> chosen() {
        List<NetworkPlan> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(architectures == null ? BuiltIns.names() : architectures)) {
            try {
                chosen.add(StudyNetworks.named(name));
            } catch (UnknownArchitectureException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return chosen;
    }

    private void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + most + ", but is " + value);
        }
    }
}
