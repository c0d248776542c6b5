package io.atelier.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A child process.
 *
 * @param id names its log and pid file: {@code <service>-<n>}
 * @param command the command line; asked for at every start, so that a port may differ
 * @param environment its whole environment
 * @param directory its working directory
 * @param log the file to which its output is appended
 * @param last whether it is one that the others need until their end
 */
public record ProcessDefinition(
        String id,
        Supplier<List<String>> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        boolean last) {

    public ProcessDefinition {
        environment = Map.copyOf(environment);
    }

    /**
     * Starts it. The signals that a terminal sends to everyone at once (Ctrl-C, hang-up) are ignored: who started it
     * stops it, in order.
     */
    Process start() throws IOException {
        List<String> ignoringTerminal = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        ignoringTerminal.addAll(command.get());
        ProcessBuilder builder = new ProcessBuilder(ignoringTerminal)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
