package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.network.BenchNetworks;
import io.atelier.bench.pipeline.PipelineBenchmark;
import io.atelier.bench.pipeline.PipelineReport;
import io.atelier.bench.pipeline.PipelineSettings;
import io.atelier.bench.process.Conditions;
import io.atelier.contract.architecture.UnknownArchitectureException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atelier bench run}. */
@Command(
        name = "run",
        description = {
            "Training by the processes of ./atelier run, beside the same network and threads in memory, before and after.",
            "Images are drawn; built-in architectures train by their recipes of the study. Some minutes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class RunCommand implements Callable<Integer> {

    private static final int MOST_EPOCHS = 100;
    private static final int MOST_IMAGES = 60_000;
    private static final int LEAST_IMAGES = 1000;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = "fmnist_5",
            description = "Built-in, resnet_20 or resnet_18_64. Default: ${DEFAULT-VALUE}.")
    String architecture;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "The first one warms up. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Of an epoch, those that the recipe holds out included. Default: ${DEFAULT-VALUE}.")
    int images;

    @Option(names = "--time-scale", hidden = true, defaultValue = "1")
    double timeScale;

    @Mixin
    JsonFile json;

    @Override
    public Integer call() throws BenchException, InterruptedException {
        PipelineSettings settings = settings();
        json.requireWritable();
        Path home = Path.of(System.getProperty("atelier.home", "."));
        Progress progress = new Progress(System.err, PipelineBenchmark.PARTS);
        PipelineReport report = new PipelineBenchmark(settings, home, progress).run(Hardware.here());
        report.render().forEach(System.out::println);
        json.write(report);
        return 0;
    }

    PipelineSettings settings() {
        requireRange("--epochs", epochs, 2, MOST_EPOCHS);
        requireRange("--images", images, LEAST_IMAGES, MOST_IMAGES);
        try {
            return new PipelineSettings(
                    BenchNetworks.named(architecture),
                    epochs,
                    images,
                    Runtime.getRuntime().availableProcessors(),
                    new Conditions(timeScale, false));
        } catch (UnknownArchitectureException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between " + least + " and " + most + ", but is " + value);
        }
    }
}
