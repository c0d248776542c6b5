package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.comparison.Comparison;
import io.atelier.bench.comparison.Peer;
import io.atelier.bench.comparison.Report;
import io.atelier.bench.comparison.ReportTable;
import io.atelier.bench.comparison.Settings;
import io.atelier.bench.process.Conditions;
import io.atelier.bench.process.Workload;
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

    @Mixin
    NetworkChoice networks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Fresh processes of each side and architecture; medians count. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Mixin
    PeerChoice peer;

    @Option(names = "--avx2", description = "No vector instructions beyond AVX2, on either side.")
    boolean avx2;

    @Option(names = "--time-scale", hidden = true, defaultValue = "1")
    double timeScale;

    @Mixin
    JsonFile json;

    ComparisonCommand(Workload workload) {
        this.workload = workload;
    }

    /** Measures and prints. */
    final void compare(int threads) throws BenchException, InterruptedException {
        Settings settings = settings(threads);
        json.requireWritable();
        Hardware machine = Hardware.here();
        Peer chosen = peer.peer(settings, machine);
        Progress progress = new Progress(System.err, Comparison.processes(settings, chosen));
        Report report = new Comparison(settings, chosen, machine, progress).run();
        ReportTable.render(report).forEach(System.out::println);
        json.write(report);
    }

    final Settings settings(int threads) {
        return new Settings(workload, networks.plans(spec), threads, rounds(), conditions());
    }

    final Conditions conditions() {
        String architecture = System.getProperty("os.arch");
        if (avx2 && !architecture.equals("amd64")) {
            throw new ParameterException(
                    spec.commandLine(), "--avx2 needs an x86 processor, but this one is " + architecture);
        }
        return new Conditions(timeScale, avx2);
    }

    final int rounds() {
        return inRange("--rounds", rounds, MOST_ROUNDS);
    }

    final int threads(Integer chosen) {
        return inRange("--threads", chosen == null ? Runtime.getRuntime().availableProcessors() : chosen, MOST_THREADS);
    }

    private int inRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + most + ", but is " + value);
        }
        return value;
    }
}
