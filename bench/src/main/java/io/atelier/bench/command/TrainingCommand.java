package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.process.Workload;
import io.atelier.bench.scaling.Scaling;
import io.atelier.bench.scaling.ScalingReport;
import io.atelier.bench.scaling.ScalingSettings;
import io.atelier.bench.scaling.ScalingTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atelier bench training}. */
@Command(
        name = "training",
        description = {
            "Training beside PyTorch in its quickest way, batches of 128, Adam, ours in float32.",
            "Half a minute for each architecture and round, several with --peer pip.",
            "With several numbers of threads: ours alone, by threads, half a minute for each of them."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class TrainingCommand extends ComparisonCommand {

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description =
                    "Threads of each side. Default: as many as there are processors. Several, separated by commas:"
                            + " speed and efficiency of ours; for more than there are processors, simulated from the times of all"
                            + " parts of a step.")
    List<Integer> threads;

    TrainingCommand() {
        super(Workload.TRAINING);
    }

    @Override
    public Integer call() throws BenchException, InterruptedException {
        if (threads == null || threads.size() == 1) {
            compare(threads(threads == null ? null : threads.get(0)));
        } else {
            scale(scalingSettings());
        }
        return 0;
    }

    ScalingSettings scalingSettings() {
        return new ScalingSettings(
                networks.plans(spec),
                threads.stream().map(this::threads).toList(),
                Runtime.getRuntime().availableProcessors(),
                rounds(),
                conditions());
    }

    private void scale(ScalingSettings settings) throws BenchException, InterruptedException {
        json.requireWritable();
        Progress progress = new Progress(System.err, settings.processes());
        ScalingReport report = new Scaling(settings, Hardware.here(), progress).run();
        ScalingTable.render(report).forEach(System.out::println);
        json.write(report);
    }
}
