package io.atelier.local.command;

import io.atelier.local.LocalException;
import io.atelier.local.broker.BrokerSettings;
import io.atelier.local.broker.ClusterNode;
import io.atelier.local.broker.EmbeddedBroker;
import io.atelier.local.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The broker's process: {@code run} starts it, and who develops a service. */
@Command(name = "broker", hidden = true, description = "Runs the embedded broker until it is told to stop.")
final class BrokerCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--directory", required = true)
    Path directory;

    @Option(names = "--port", required = true)
    int port;

    @Option(
            names = "--controller-port",
            required = true,
            split = ",",
            description = "Of several brokers: the ports of all, in the order of their numbers.")
    List<Integer> controllerPorts;

    @Option(names = "--node", defaultValue = "1", description = "The broker's number among several.")
    int node;

    @Option(names = "--cluster-id", description = "The same for each of several brokers. Default: a new one.")
    String clusterId;

    @Option(names = "--property")
    Map<String, String> properties = Map.of();

    @Override
    public Integer call() {
        ClusterNode place = place();
        try {
            requireFree("--port", port);
            requireFree("--controller-port", controllerPorts.get(node - 1));
            EmbeddedBroker broker = start(place);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            broker.awaitShutdown();
            return 0;
        } catch (LocalException e) {
            spec.commandLine().getErr().println("atelier: " + e.getMessage());
            return 1;
        }
    }

    private ClusterNode place() {
        if (controllerPorts.size() > 1 && clusterId == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster-id must be given, the same for all, where there are several brokers");
        }
        try {
            return new ClusterNode(
                    node, controllerPorts, clusterId == null ? Uuid.randomUuid().toString() : clusterId);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--node: " + e.getMessage());
        }
    }

    /** Before Kafka does, whose word on it is a stack trace. */
    private static void requireFree(String option, int port) throws LocalException {
        if (!Ports.isFree(port)) {
            throw new LocalException("Expected port " + port + " to be free, but another process has it: choose another"
                    + " with " + option);
        }
    }

    private EmbeddedBroker start(ClusterNode place) throws LocalException {
        try {
            return EmbeddedBroker.start(new BrokerSettings(directory, port, place, properties));
        } catch (IOException e) {
            throw new LocalException(
                    "The broker cannot keep its data in " + directory + " (" + e + "): make room there, allow it to"
                            + " write, or choose another with --directory",
                    e);
        } catch (KafkaException e) {
            throw new LocalException("The broker cannot start: " + e.getMessage(), e);
        }
    }
}
