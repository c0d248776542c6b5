package io.atelier.local.command;

import io.atelier.local.LocalException;
import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.run.RunOptions;
import io.atelier.local.run.RunSession;
import io.atelier.local.service.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atelier run}. */
@Command(
        name = "run",
        description = {
            "Trains and evaluates the study's architectures on this machine: starts a Kafka broker and the services, "
                    + "submits a run, shows its progress and ends with the results.",
            "Ctrl-C stops everything; the same --out resumes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every trial ended well",
            "1:a trial failed, or the run could not go on",
            "2:wrong options",
            "130:stopped with Ctrl-C"
        })
final class RunCommand implements Callable<Integer> {

    private static final List<String> DATASETS = List.of("auto", "fashion-mnist", "synthetic");
    private static final Set<String> PROFILES = Set.of("quick", "report");
    private static final String DATASET_VARIABLE = "ATELIER_DATA_DATASET";
    private static final int MOST_TRAINERS = 64;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "quick|report",
            description = "quick (default): all six architectures, one epoch on 6,000 training and 2,000 test images, "
                    + "minutes; report: the study's recipes, hours.")
    String profile;

    @Option(
            names = "--architectures",
            split = ",",
            paramLabel = "NAME",
            description = "Only these architectures, separated by commas.")
    List<String> architectures;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "SEED",
            description = "One trial of each architecture per seed, separated by commas.")
    List<Long> seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many epochs.")
    Integer epochs;

    @Option(names = "--train-images", paramLabel = "N", description = "Train on so many images.")
    Integer trainImages;

    @Option(names = "--test-images", paramLabel = "N", description = "Test on so many images.")
    Integer testImages;

    @Option(
            names = "--trainers",
            paramLabel = "K",
            defaultValue = "1",
            description = "Trainer processes; the processors are divided among them. Default: ${DEFAULT-VALUE}.")
    int trainers;

    @Option(
            names = "--dataset",
            paramLabel = "auto|fashion-mnist|synthetic|DIR",
            description = "auto (default): Fashion-MNIST if found or downloadable, else drawn images, marked as such; "
                    + "DIR: a directory with the four files.")
    String dataset;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Everything of the run; the same directory again resumes it. Default: runs/<run>.")
    Path out;

    @Override
    public Integer call() throws InterruptedException {
        RunOptions options =
                new RunOptions(profile(), architectures, seeds, epochs, trainImages, testImages, dataset());
        if (trainers < 1 || trainers > MOST_TRAINERS) {
            throw invalid("--trainers must be between 1 and " + MOST_TRAINERS + ", but is " + trainers);
        }
        try {
            ProgressDisplay display = ProgressDisplay.on(System.out, Boolean.getBoolean("atelier.terminal"));
            return RunSession.open(Installation.find(), out, options, trainers, display)
                            .run()
                    ? 0
                    : 1;
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private String profile() {
        if (profile != null && !PROFILES.contains(profile)) {
            throw invalid("--profile must be quick or report, but is \"" + profile + "\"");
        }
        return profile;
    }

    private String dataset() {
        String asked = dataset == null ? System.getenv(DATASET_VARIABLE) : dataset;
        if (asked == null) {
            return null;
        }
        try {
            return DatasetName.resolve(dataset == null ? DATASET_VARIABLE : "--dataset", asked, DATASETS);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
