package io.atelier.bench.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a measuring process is started.
 *
 * @param environment on top of this process' own
 */
public record WorkerCommand(List<String> line, Map<String, String> environment) {

    /** Of OpenMP, which reads its number of threads before any of our code runs. */
    private static final String THREADS = "OMP_NUM_THREADS";

    public WorkerCommand {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** Of OpenMP's threads, with the program and its arguments as text. */
    public static WorkerCommand of(List<String> program, Conditions conditions, int threads, Object... arguments) {
        List<String> line = new ArrayList<>(program);
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Map<String, String> environment = new HashMap<>(conditions.environment());
        environment.put(THREADS, Integer.toString(threads));
        return new WorkerCommand(line, environment);
    }
}
