package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import io.atelier.bench.TemporaryFolder;
import io.atelier.bench.process.Children;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier bench}. */
@Command(
        name = "atelier bench",
        description = "Measures Atelier on this machine, which should have nothing else to do meanwhile.",
        subcommands = {
            TrainingCommand.class,
            InferenceCommand.class,
            DataCommand.class,
            RunCommand.class,
            PackCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "atelier 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Bench {

    private static final List<String> NEED_CHECKOUT = List.of("data", "run", "pack");

    private Bench() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::tidyUp, "tidy-up"));
        System.exit(commandLine().execute(arguments));
    }

    /** Whether this is what {@code pack} has packed. */
    static boolean isPacked() {
        return Boolean.getBoolean("atelier.packed");
    }

    static CommandLine commandLine() {
        CommandLine bench = new CommandLine(new Bench());
        if (isPacked()) {
            NEED_CHECKOUT.forEach(bench.getCommandSpec()::removeSubcommand);
        }
        return bench.setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, result) -> {
                    if (exception instanceof BenchException) {
                        command.getErr().println("atelier bench: " + exception.getMessage());
                        return 1;
                    }
                    throw exception;
                });
    }

    /** Where a command was stopped in the middle. */
    private static void tidyUp() {
        try {
            Children.end();
            TemporaryFolder.closeAll();
        } catch (IOException e) {
            System.err.println("atelier bench: a temporary folder is left: " + e);
        }
    }
}
