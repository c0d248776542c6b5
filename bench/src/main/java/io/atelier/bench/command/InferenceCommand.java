package io.atelier.bench.command;

import io.atelier.bench.comparison.Workload;
import picocli.CommandLine.Command;

/** {@code atelier bench inference}. */
@Command(
        name = "inference",
        description = {
            "Inference beside libtorch, which is PyTorch's engine: batches of 500, float32, eager, its better memory format.",
            "Half a minute for each architecture and round."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class InferenceCommand extends ComparisonCommand {

    InferenceCommand() {
        super(Workload.INFERENCE);
    }
}
