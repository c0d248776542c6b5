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
            CheckCommand.class,
            DescribeCommand.class,
            ImportKerasCommand.class,
            ImagesCommand.class,
            AccessCommand.class,
            BrokerCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "atelier 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        // The script's, so that a run needs nothing of theirs.
        footerHeading = "%nAtelier put to the test, built when first called:%n",
        footer = {
            "  chaos   Proves that faults lose nothing: kills, stops and freezes broker and services.",
            "  soak    Proves that nothing grows: trains run after run, and measures every process and topic.",
            "  load    Measures what data services and a broker carry: fake trainers ask them for images.",
            "  bench   Measures speed; a comparison with PyTorch is part of it."
        })
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
