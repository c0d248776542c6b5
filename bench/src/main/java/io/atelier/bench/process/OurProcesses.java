package io.atelier.bench.process;

import io.atelier.bench.BenchException;
import io.atelier.bench.ours.Ours;
import io.atelier.bench.path.CriticalPath;
import io.atelier.bench.path.PathWorker;
import io.atelier.bench.peak.FmaPeak;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.NetworkPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Our side's processes. */
public final class OurProcesses {

    /** Ours compiles itself while it runs. */
    private static final double WARM_UP = 8;

    private static final double MEASURED = 5;
    private static final double RECORDED = 10;
    private static final double PEAK_WARM_UP = 2;
    private static final double PEAK_MEASURED = 2;

    private final Conditions conditions;

    public OurProcesses(Conditions conditions) {
        this.conditions = conditions;
    }

    /** Fused multiply-adds of so many threads, in GFLOP/s. */
    public double peak(String title, int threads) throws BenchException, InterruptedException {
        // Not scaled: before it is compiled, it measures something else.
        WorkerCommand command = command(FmaPeak.class, threads, threads, PEAK_WARM_UP, PEAK_MEASURED);
        return Worker.number(Worker.run(title, command), "gflops");
    }

    /** Steps of a workload; its result has {@code median_seconds}, {@code parameters} and {@code library}. */
    public WorkerCommand steps(Workload workload, NetworkPlan plan, int threads) {
        return command(
                Ours.class,
                threads,
                workload.label(),
                plan.architecture().name(),
                threads,
                workload.batch(plan),
                conditions.seconds(WARM_UP),
                conditions.seconds(MEASURED));
    }

    /** The critical path of training, recorded on one thread. */
    public CriticalPath path(String title, NetworkPlan plan, List<Integer> threadCounts)
            throws BenchException, InterruptedException {
        WorkerCommand command = command(
                PathWorker.class,
                1,
                plan.architecture().name(),
                Workload.TRAINING.batch(plan),
                conditions.seconds(WARM_UP),
                conditions.seconds(RECORDED),
                threadCounts.stream().map(String::valueOf).collect(Collectors.joining(",")));
        Map<String, String> result = Worker.run(title, command);
        try {
            return Json.read(result.getOrDefault("path", "").getBytes(StandardCharsets.UTF_8), CriticalPath.class);
        } catch (MalformedMessageException e) {
            throw new BenchException("Expected a critical path of " + title + ": " + e.getMessage(), e);
        }
    }

    private WorkerCommand command(Class<?> main, int threads, Object... arguments) {
        List<String> options = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        options.addAll(conditions.jvmOptions());
        List<String> program = JavaProgram.of(options, System.getProperty("java.class.path"), main);
        return WorkerCommand.of(program, conditions, threads, arguments);
    }
}
