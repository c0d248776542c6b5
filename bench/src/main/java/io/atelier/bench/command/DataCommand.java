package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.Progress;
import io.atelier.bench.data.DataBenchmark;
import io.atelier.bench.data.DataReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atelier bench data}. */
@Command(
        name = "data",
        description = "Batches of the data service, images per second and core, by JMH. A minute for each round.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a process failed", "2:wrong options", "130:stopped with Ctrl-C"})
final class DataCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 100;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Fresh processes; medians count. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--time-scale", hidden = true, defaultValue = "1")
    double timeScale;

    @Mixin
    JsonFile json;

    @Override
    public Integer call() throws BenchException {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds must be between 1 and " + MOST_ROUNDS + ", but is " + rounds);
        }
        json.requireWritable();
        DataReport report = new DataBenchmark(rounds, timeScale).run(new Progress(System.err, DataBenchmark.parts()));
        report.render().forEach(System.out::println);
        json.write(report);
        return 0;
    }
}
