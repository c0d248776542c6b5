package io.atelier.bench.process;

import io.atelier.bench.BenchException;
import io.atelier.bench.worker.ResultLines;
import io.atelier.contract.architecture.NetworkPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A measuring process, from its start to its result. */
public final class Worker {

    private Worker() {}

    /** Runs the command to its end and returns its result, see {@link ResultLines}. */
    public static Map<String, String> run(String title, WorkerCommand command)
            throws BenchException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.line()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                List<String> lines = output.lines().toList();
                Map<String, String> result = ResultLines.read(lines);
                int code = process.waitFor();
                if (code != 0 || result.isEmpty()) {
                    throw new BenchException(title + " ended with exit code " + code
                            + (result.isEmpty() ? " and no result" : "") + ". Its last lines:\n" + LogTail.of(lines));
                }
                return result;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new BenchException("Cannot run " + title + ": " + e.getMessage(), e);
        }
    }

    /** A number of a result. */
    public static double number(Map<String, String> result, String name) throws BenchException {
        try {
            return Double.parseDouble(result.get(name));
        } catch (NumberFormatException | NullPointerException e) {
            throw new BenchException("Expected a number as " + name + ", found " + result, e);
        }
    }

    /** That both sides compute as many parameters as the plan has. */
    public static void requireSameNetwork(String title, NetworkPlan plan, Map<String, String> result)
            throws BenchException {
        long parameters = (long) number(result, "parameters");
        if (parameters != plan.parameterCount()) {
            throw new BenchException(title + ": expected a network of " + plan.parameterCount()
                    + " parameters, found one of " + parameters);
        }
    }
}
