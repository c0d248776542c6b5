package io.atelier.bench.command;

import io.atelier.bench.BenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code atelier bench}. */
@Command(
        name = "atelier bench",
        description = "Measures Atelier on this machine, which should have nothing else to do meanwhile.",
        subcommands = {TrainingCommand.class, InferenceCommand.class, DataCommand.class},
        mixinStandardHelpOptions = true,
        version = "atelier 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::endChildren, "end-children"));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, result) -> {
                    if (exception instanceof BenchException) {
                        command.getErr().println("atelier bench: " + exception.getMessage());
                        return 1;
                    }
                    throw exception;
                });
    }

    /** Ctrl-C reaches them by themselves, a plain kill does not. */
    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
