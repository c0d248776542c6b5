package io.atelier.local.command;

import io.atelier.local.LocalException;
import io.atelier.local.images.FolderPublisher;
import io.atelier.local.images.PublishOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atelier images publish}. */
@Command(
        name = "publish",
        description = {
            "Puts a folder of class folders onto a Kafka topic, a PNG or JPEG file a record, as a dataset is made of it.",
            "The same dataset comes out of the folder and of the topic. See docs/datasets.md."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Kafka has all images",
            "1:the folder can't be a dataset, or Kafka did not take all images",
            "2:wrong options"
        })
final class PublishCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "A folder for each class, at once or in train/ and test/, with the images.")
    Path folder;

    @Option(
            names = "--topic",
            paramLabel = "T",
            required = true,
            description = "Where to. Created, to keep its records, if it is not there.")
    String topic;

    @Option(names = "--broker", paramLabel = "HOST:PORT", required = true, description = "Of the cluster.")
    String broker;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of a topic that is created. Default: ${DEFAULT-VALUE}.")
    int partitions;

    @Option(names = "--append", description = "Add to a topic that holds records already.")
    boolean append;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of a client that may write to the topic, as for Kafka's own tools.")
    Path config;

    @Override
    public Integer call() throws InterruptedException {
        PublishOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        try {
            new FolderPublisher(ClientSettings.of(broker, Optional.ofNullable(config)), options, line -> {
                        out.println(line);
                        out.flush();
                    })
                    .publish(folder);
            return 0;
        } catch (LocalException | KafkaException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private PublishOptions options() {
        try {
            return new PublishOptions(topic, partitions, append);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
