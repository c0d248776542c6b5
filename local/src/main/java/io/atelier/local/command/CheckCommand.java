package io.atelier.local.command;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.DatasetShape;
import io.atelier.contract.experiment.Experiment;
import io.atelier.local.experiment.Assignment;
import io.atelier.local.experiment.ExperimentFile;
import io.atelier.local.experiment.HalvingLine;
import io.atelier.local.experiment.NeedsTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier check}. */
@Command(
        name = "check",
        description = {
            "Says what the configurations of an experiment need, or all that is wrong with it; runs nothing.",
            "atelier describe prints a built-in architecture as a file to start from."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the experiment can be trained",
            "1:the file can't be read",
            "2:wrong options, or a fault in the file"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String ASSUMED_INPUT = "28x28x1";
    private static final int ASSUMED_CLASSES = 10;
    private static final Pattern INPUT = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})x([0-9]{1,5})");

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The experiment: JSON if its name ends with .json, else YAML.")
    Path file;

    @Option(
            names = "--input",
            paramLabel = "HxWxC",
            description = "Height, width and channels of the images. Default: " + ASSUMED_INPUT + ".")
    String input;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Classes of the dataset. Default: " + ASSUMED_CLASSES + ".")
    Integer classes;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Put a value into the experiment before, such as recipe.epochs=5; repeatable.")
    List<String> assignments = List.of();

    @Override
    public Integer call() {
        DatasetShape dataset = dataset();
        List<Assignment> parsed = assignments.stream().map(this::assignment).toList();
        PrintWriter err = spec.commandLine().getErr();
        try {
            print(read(parsed).experiment(dataset), dataset);
            return 0;
        } catch (InvalidDefinitionException e) {
            return DefinitionFile.faulty(file, e, err);
        } catch (IOException e) {
            return DefinitionFile.unreadable(file, "an experiment", e, err);
        }
    }

    private ExperimentFile read(List<Assignment> parsed) throws IOException, InvalidDefinitionException {
        try {
            return ExperimentFile.read(file, parsed);
        } catch (IllegalArgumentException e) {
            throw invalid("--set " + e.getMessage());
        }
    }

    private DatasetShape dataset() {
        Matcher sides = INPUT.matcher(Objects.requireNonNullElse(input, ASSUMED_INPUT));
        if (!sides.matches()) {
            throw invalid("--input must be HxWxC, such as 32x32x3, but is \"" + input + "\"");
        }
        try {
            Shape image = new Shape(side(sides, 1), side(sides, 2), side(sides, 3));
            return new DatasetShape(image, Objects.requireNonNullElse(classes, ASSUMED_CLASSES));
        } catch (IllegalArgumentException e) {
            throw invalid("--input and --classes: " + e.getMessage());
        }
    }

    private static int side(Matcher sides, int group) {
        return Integer.parseInt(sides.group(group));
    }

    private Assignment assignment(String text) {
        try {
            return Assignment.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("--set " + e.getMessage());
        }
    }

    private void print(Experiment experiment, DatasetShape dataset) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + count(experiment.configurations().size(), "configuration") + " x "
                + count(experiment.seeds().size(), "seed") + " = " + count(experiment.trials(), "trial")
                + ", for images of " + dataset + assumption());
        out.println();
        NeedsTable.lines(experiment, dataset).forEach(line -> out.println(line.stripTrailing()));
        experiment
                .halving()
                .ifPresent(halving -> out.println("\n"
                        + HalvingLine.of(
                                halving,
                                experiment.configurations().get(0).recipe().epochs())));
        if (experiment.extensible()) {
            out.println("\nExtensible: for 90 days the broker keeps the states of trials, up to "
                    + NeedsTable.states(experiment, dataset) + ", so that they can be given more epochs");
        }
        out.flush();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private String assumption() {
        return input != null && classes != null ? "" : " (assumed: --input and --classes name others)";
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
