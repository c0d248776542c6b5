package io.atelier.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atelier.contract.dataset.ImageTopic;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.local.LocalException;
import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.run.RunOptions;
import io.atelier.local.run.RunSession;
import io.atelier.local.service.BrokerAddress;
import io.atelier.local.service.BrokerDirectories;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier run}. */
@Command(
        name = "run",
        description = {
            "Trains and evaluates an experiment, or the study's architectures, on this machine: starts a Kafka broker "
                    + "and the services, submits a run, shows its progress and ends with the results.",
            "What options say wins over the file.",
            "Ctrl-C stops everything; the same --out resumes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every trial ended well",
            "1:a trial failed, or the run could not go on",
            "2:wrong options, or a fault in the file",
            "130:stopped with Ctrl-C"
        })
final class RunCommand implements Callable<Integer> {

    private static final List<String> DATASETS = List.of("auto", "fashion-mnist", "synthetic");
    private static final String DATASET_VARIABLE = "ATELIER_DATA_DATASET";
    private static final String TOPIC = "topic:";
    private static final int MOST_TRAINERS = 64;

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "An experiment: JSON if its name ends with .json, else YAML. Default: the quick profile.")
    Path file;

    @Option(
            names = "--profile",
            paramLabel = "quick|report",
            description = "quick (default): all six architectures, one epoch on 6,000 training and 2,000 test images, "
                    + "minutes; report: the study's recipes, hours.")
    String profile;

    @Mixin
    ExperimentOptions experiment;

    @Option(
            names = "--trainers",
            paramLabel = "K",
            defaultValue = "1",
            description = "Trainer processes; the processors are divided among them. Default: ${DEFAULT-VALUE}.")
    int trainers;

    @Option(
            names = "--dataset",
            paramLabel = "auto|fashion-mnist|synthetic|DIR|topic:T",
            description = "auto (default): Fashion-MNIST if found or downloadable, else drawn images, marked as such; "
                    + "synthetic:64x64x3:100: drawn images of that shape in 100 classes; DIR: your images, as a "
                    + "directory for each class, IDX files or CIFAR binaries; topic:T: those on a topic of --broker.")
    String dataset;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description =
                    "Use the Kafka cluster that is there, with its topics and runs, instead of starting a broker.")
    String broker;

    @Option(
            names = "--brokers",
            paramLabel = "1|3",
            description = "Start so many Kafka brokers: of three, one may die and nothing waits. Default: 1.")
    Integer brokers;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Everything of the run; the same directory again resumes it. Default: runs/<run>.")
    Path out;

    @Override
    public Integer call() throws InterruptedException {
        if (trainers < 1 || trainers > MOST_TRAINERS) {
            throw invalid("--trainers must be between 1 and " + MOST_TRAINERS + ", but is " + trainers);
        }
        requireBrokers();
        PrintWriter err = spec.commandLine().getErr();
        try {
            RunOptions options = options();
            OptionalInt started = brokers == null ? OptionalInt.empty() : OptionalInt.of(brokers);
            ProgressDisplay display = ProgressDisplay.on(System.out, Boolean.getBoolean("atelier.terminal"));
            return RunSession.open(Installation.find(), out, options, trainers, started, display)
                            .run()
                    ? 0
                    : 1;
        } catch (InvalidDefinitionException e) {
            return DefinitionFile.faulty(file, e, err);
        } catch (IOException e) {
            return DefinitionFile.unreadable(file, "an experiment", e, err);
        } catch (LocalException e) {
            err.println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private RunOptions options() throws IOException, InvalidDefinitionException {
        if (broker != null) {
            requireAddress();
        }
        String asked = dataset();
        if (dataset != null && experiment.sets("dataset")) {
            throw invalid("--set of dataset must be left out where --dataset is given");
        }
        ObjectNode request =
                experiment.read(Optional.ofNullable(file), Optional.ofNullable(asked), profile, broker != null);
        JsonNode ofFile = request.remove("dataset");
        JsonNode started = asked == null ? ofFile : TextNode.valueOf(asked);
        String label = file == null
                ? request.path("profile").asText("quick")
                : file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
        return new RunOptions(request, file != null, Optional.ofNullable(started), Optional.ofNullable(broker), label);
    }

    private void requireBrokers() {
        if (brokers == null) {
            return;
        }
        if (broker != null) {
            throw invalid("--brokers must be left out where --broker is given: none is started");
        }
        if (!BrokerDirectories.NUMBERS.contains(brokers)) {
            throw invalid("--brokers must be 1 or 3, but is " + brokers);
        }
    }

    private void requireAddress() {
        try {
            new BrokerAddress(broker);
        } catch (IllegalArgumentException e) {
            throw invalid("--broker " + e.getMessage());
        }
    }

    private String dataset() {
        if (dataset != null) {
            return resolved("--dataset", dataset, DATASETS);
        }
        String folder = System.getenv(ClusterSettings.FOLDER_VARIABLE);
        if (folder != null && !folder.isBlank()) {
            return resolved(ClusterSettings.FOLDER_VARIABLE, folder, List.of());
        }
        String named = System.getenv(DATASET_VARIABLE);
        return named == null ? null : resolved(DATASET_VARIABLE, named, DATASETS);
    }

    private String resolved(String given, String asked, List<String> names) {
        if (asked.startsWith(TOPIC) && !names.isEmpty()) {
            return topic(given, asked);
        }
        try {
            return DatasetName.resolve(given, asked, names);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private String topic(String given, String asked) {
        if (broker == null) {
            throw invalid(given + " must come with --broker HOST:PORT where it is a topic, but is " + asked
                    + ": a broker that is started here has no topic of images");
        }
        try {
            ImageTopic.requireName(asked.substring(TOPIC.length()), given + ": what follows " + TOPIC);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
        return asked;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
