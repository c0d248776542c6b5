package io.atelier.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "atelier",
        description = "Trains image classifiers as an event-driven system on Apache Kafka, on this machine.",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            ChaosCommand.class,
            AccessCommand.class,
            BrokerCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "atelier 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        // The script's, so that a run needs none of what benchmarks bring.
        footer = "%nBenchmarks, the comparison with PyTorch among them: ./atelier bench --help")
public final class Atelier {

    private Atelier() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Runs a command in this process. */
    public static CommandLine commandLine() {
        return new CommandLine(new Atelier()).setUsageHelpWidth(100);
    }
}
