package io.atelier.local.command;

import io.atelier.local.broker.BrokerSettings;
import io.atelier.local.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The broker's process: {@code run} starts it, no person does. */
@Command(name = "broker", hidden = true, description = "Runs the embedded broker until it is told to stop.")
final class BrokerCommand implements Callable<Integer> {

    @Option(names = "--directory", required = true)
    Path directory;

    @Option(names = "--port", required = true)
    int port;

    @Option(names = "--controller-port", required = true)
    int controllerPort;

    @Option(names = "--property")
    Map<String, String> properties = Map.of();

    @Override
    public Integer call() throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(directory, port, controllerPort, properties));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
        broker.awaitShutdown();
        return 0;
    }
}
