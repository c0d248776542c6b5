package io.atelier.harness.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier chaos}, {@code atelier soak} and {@code atelier load}. */
@Command(
        name = "atelier",
        description =
                "Proves what Atelier promises: the broker and the services run as child processes, under faults, for"
                        + " long or under load.",
        subcommands = {ChaosCommand.class, SoakCommand.class, LoadCommand.class},
        mixinStandardHelpOptions = true,
        version = "atelier 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Harness {

    private Harness() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Harness()).setUsageHelpWidth(100);
    }
}
