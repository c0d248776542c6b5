package io.atelier.bench.pack;

import io.atelier.bench.BenchException;
import io.atelier.bench.process.LogTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of this machine. */
final class Tool {

    private Tool() {}

    /** @param wanted what must be installed, for the message */
    static void run(String wanted, List<String> command) throws BenchException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = output.lines().toList();
                int code = process.waitFor();
                if (code != 0) {
                    throw new BenchException(String.join(" ", command) + " ended with exit code " + code
                            + ". Its last lines:\n" + LogTail.of(lines));
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new BenchException("To pack, " + wanted + " is needed: " + e.getMessage(), e);
        }
    }
}
