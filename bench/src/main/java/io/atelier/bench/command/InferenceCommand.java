package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.process.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atelier bench inference}. */
@Command(
        name = "inference",
        description = {
            "Inference beside PyTorch in its quickest way, batches of 500, ours in float32.",
            "Half a minute for each architecture and round, several with --peer pip."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class InferenceCommand extends ComparisonCommand {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of each side. Default: as many as there are processors.")
    Integer threads;

    InferenceCommand() {
        super(Workload.INFERENCE);
    }

    @Override
    public Integer call() throws BenchException, InterruptedException {
        compare(threads(threads));
        return 0;
    }
}
