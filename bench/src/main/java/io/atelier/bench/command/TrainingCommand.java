package io.atelier.bench.command;

import io.atelier.bench.comparison.Workload;
import picocli.CommandLine.Command;

/** {@code atelier bench training}. */
@Command(
        name = "training",
        description = {
            "Training beside libtorch, the engine of PyTorch, running eagerly in its better memory format: float32, "
                    + "batches of 128, Adam.",
            "Half a minute for each architecture and round."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class TrainingCommand extends ComparisonCommand {

    TrainingCommand() {
        super(Workload.TRAINING);
    }
}
