package io.atelier.bench.pipeline;

import io.atelier.bench.BenchException;
import io.atelier.bench.TemporaryFolder;
import io.atelier.bench.process.LogTail;
import io.atelier.bench.process.Workload;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./atelier run} in a directory of its own, which is gone afterwards. */
final class PipelineRun {

    private final PipelineSettings settings;
    private final Path home;

    /** @param home the checkout */
    PipelineRun(PipelineSettings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /** Training images per second of training, by epoch. */
    List<Double> run() throws BenchException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.open("atelier-bench-run")) {
            return run(folder.path());
        } catch (IOException | MalformedMessageException e) {
            throw new BenchException("Cannot measure ./atelier run: " + e.getMessage(), e);
        }
    }

    private List<Double> run(Path directory)
            throws IOException, BenchException, MalformedMessageException, InterruptedException {
        Path out = directory.resolve("out");
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command(directory, out))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new BenchException("./atelier run ended with exit code " + code + ". Its last lines:\n"
                        + LogTail.of(Files.readAllLines(log)));
            }
        } finally {
            process.destroy();
        }
        return RunFigures.read(Files.readAllBytes(out.resolve("results.json")), settings.threads());
    }

    private List<String> command(Path directory, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("atelier").toString(), "run"));
        command.addAll(experiment(directory));
        command.addAll(List.of("--dataset", dataset(settings)));
        command.addAll(List.of("--epochs", Integer.toString(settings.epochs())));
        command.addAll(List.of("--out", out.toString()));
        return command;
    }

    /** A built-in architecture with its recipe of the study, augmentations and all; others with the default recipe. */
    private List<String> experiment(Path directory) throws IOException {
        NetworkPlan plan = settings.plan();
        String name = plan.architecture().name();
        if (BuiltIns.find(name).isPresent()) {
            return List.of("--profile", "report", "--architectures", name);
        }
        Path file = directory.resolve("experiment.json");
        Map<String, Object> recipe = Map.of("batch_size", Workload.TRAINING.batch(plan));
        Files.write(
                file,
                Json.write(Map.of("architectures", List.of(plan.architecture().write()), "recipe", recipe)));
        return List.of(file.toString());
    }

    /** So many drawn images, as {@code --dataset} takes them. */
    static String dataset(PipelineSettings settings) {
        Shape image = settings.plan().input();
        return "synthetic:" + image.height() + "x" + image.width() + "x" + image.channels() + ":"
                + settings.plan().classes() + ":" + settings.images();
    }
}
