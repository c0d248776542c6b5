package io.atelier.harness.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier chaos} and {@code atelier soak}. */
@Command(
        name = "atelier",
        description =
                "Proves what Atelier promises: the broker and the services run as child processes, under faults or for"
                        + " long.",
        subcommands = {ChaosCommand.class, SoakCommand.class},
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
