package io.atelier.harness.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.harness.cluster.Workload;
import io.atelier.harness.load.LoadOptions;
import io.atelier.harness.load.LoadSession;
import io.atelier.local.LocalException;
import io.atelier.local.command.DefinitionFile;
import io.atelier.local.service.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atelier load}. */
@Command(
        name = "load",
        description = {
            "Measures what data services and a broker carry: fake trainers ask for the training images of an experiment "
                    + "as trainers do, and throw them away.",
            "Nothing is trained: of the experiment its dataset counts, and the training images of its first trial.",
            "Everything shares the processors of this machine; what counts is what each process needs for what it carries."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all was measured", "1:load could not go on", "2:wrong options, or a fault in the experiment"
        })
final class LoadCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--trainers",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2,4,8,16",
            description = "How many at once, from 1 to 1000, one number after the other. Default: ${DEFAULT-VALUE}.")
    List<Integer> trainers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Images that each uses in a second; 0: as many as come. Default: ${DEFAULT-VALUE}.")
    int rate;

    @Option(
            names = "--data-services",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many answer them, from 1 to 16. Default: ${DEFAULT-VALUE}.")
    int dataServices;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Of each measurement, after a warm-up of ten. Default: ${DEFAULT-VALUE}.")
    int seconds;

    @Mixin
    WorkloadOptions workload;

    @Mixin
    OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        try {
            LoadOptions options = options();
            new LoadSession(Installation.find(), options, System.out).run();
            return 0;
        } catch (InvalidDefinitionException e) {
            return DefinitionFile.faulty(workload.file, e, spec.commandLine().getErr());
        } catch (IOException e) {
            return DefinitionFile.unreadable(
                    workload.file, "an experiment", e, spec.commandLine().getErr());
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private LoadOptions options() throws IOException, InvalidDefinitionException {
        for (int count : trainers) {
            Ranges.require(spec, "--trainers", count, 1, 1_000);
        }
        Ranges.require(spec, "--rate", rate, 0, 1_000_000);
        Ranges.require(spec, "--data-services", dataServices, 1, 16);
        Ranges.require(spec, "--seconds", seconds, 1, 3_600);
        ObjectNode trained = workload.read();
        return new LoadOptions(
                trainers,
                rate,
                dataServices,
                Duration.ofSeconds(seconds),
                new Workload(trained),
                workload.dataset(trained),
                output.path());
    }
}
