package io.atelier.local.command;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.experiment.Experiment;
import io.atelier.local.experiment.Assignment;
import io.atelier.local.experiment.ExperimentFile;
import io.atelier.local.experiment.ExperimentRequest;
import io.atelier.local.experiment.HalvingLine;
import io.atelier.local.experiment.NeedsTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    private static final Pattern IMAGE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})x([0-9]{1,5})");

    private static final String ASSUMPTION = " (assumed: --image and --classes name others)";

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The experiment: JSON if its name ends with .json, else YAML.")
    Path file;

    @Option(
            names = "--image",
            paramLabel = "HxWxC",
            description = "Height, width and channels of the images, such as 32x32x3. "
                    + "Default: those of Fashion-MNIST, unless the file is about another dataset.")
    String image;

    @Option(names = "--classes", paramLabel = "N", description = "Classes of the dataset; with --image.")
    Integer classes;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Put a value into the experiment before, such as recipe.epochs=5; repeatable.")
    List<String> assignments = List.of();

    @Override
    public Integer call() {
        if ((image == null) != (classes == null)) {
            throw invalid("--image and --classes must be given together");
        }
        Optional<DatasetShape> given = Optional.ofNullable(image).map(this::given);
        List<Assignment> parsed = assignments.stream().map(this::assignment).toList();
        PrintWriter err = spec.commandLine().getErr();
        try {
            ExperimentFile experiment = read(parsed);
            Optional<DatasetSelection> selection = experiment.dataset();
            DatasetShape dataset = given.or(() ->
                            selection.map(DatasetSelection::shape).orElse(ExperimentRequest.shape(Optional.empty())))
                    .orElseThrow(() -> unknown(selection.orElseThrow().name()));
            boolean assumed = given.isEmpty() && !(selection.orElse(null) instanceof DatasetRequest);
            print(experiment.experiment(dataset), dataset + (assumed ? ASSUMPTION : ""), dataset);
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

    private DatasetShape given(String text) {
        Matcher sides = IMAGE.matcher(text);
        if (!sides.matches()) {
            throw invalid("--image must be HxWxC, such as 32x32x3, but is \"" + text + "\"");
        }
        try {
            return new DatasetShape(new Shape(side(sides, 1), side(sides, 2), side(sides, 3)), classes);
        } catch (IllegalArgumentException e) {
            throw invalid("--image and --classes: " + e.getMessage());
        }
    }

    private ParameterException unknown(String dataset) {
        return invalid("--image and --classes must be given, since nobody here knows dataset " + dataset
                + ": such as --image 32x32x3 --classes 10");
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

    private void print(Experiment experiment, String images, DatasetShape dataset) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + count(experiment.configurations().size(), "configuration") + " x "
                + count(experiment.seeds().size(), "seed") + " = " + count(experiment.trials(), "trial")
                + ", for images of " + images);
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

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
