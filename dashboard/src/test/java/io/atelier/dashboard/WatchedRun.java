package io.atelier.dashboard;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import io.atelier.local.service.Installation;
import io.atelier.local.service.LocalCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The broker and the three services as processes, with a short run on drawn images. */
final class WatchedRun {

    static final String NAME = "watched";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Two epochs of two architectures with validation: seconds of training, and some scrapes in each of them. */
    private static final String REQUEST = """
            {"run": "%s", "architectures": ["fmnist_3", "fmnist_4"], "epochs": 2,
             "train_images": 1500, "test_images": 200}
            """.formatted(NAME);

    private final Guard guard;
    private final LocalCluster cluster;

    private WatchedRun(Guard guard, LocalCluster cluster) {
        this.guard = guard;
        this.cluster = cluster;
    }

    /** Blocks until all services are ready. */
    static WatchedRun start(Path out) throws LocalException, IOException, InterruptedException {
        RunDirectory directory = new RunDirectory(out);
        directory.create();
        Guard guard = Guard.start();
        ClusterSettings settings = new ClusterSettings(1, 1, "synthetic", Map.of(), Map.of());
        LocalCluster cluster =
                new LocalCluster(new Installation(Repository.ROOT), directory, settings, guard, new NoNews());
        WatchedRun run = new WatchedRun(guard, cluster);
        try {
            cluster.start();
        } catch (LocalException | InterruptedException e) {
            run.stop();
            throw e;
        }
        return run;
    }

    /** Prometheus' configuration with these processes as targets, asked every second. */
    String scraped() throws IOException {
        return PrometheusServer.configuration(
                address(cluster.dataService()), address(trainer()), address(cluster.evaluatorService()));
    }

    /** Blocks until all trials have ended and are evaluated. */
    void complete() throws IOException, HttpProblem, InterruptedException {
        cluster.dataService().postJson("/runs", REQUEST.getBytes(StandardCharsets.UTF_8));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(this::isComplete);
    }

    private boolean isComplete() throws IOException, InterruptedException {
        try {
            JsonNode results = MAPPER.readTree(cluster.evaluatorService().get("/api/runs/" + NAME + "/results"));
            return results.path("complete").asBoolean()
                    && results.path("trials").size() == 2;
        } catch (HttpProblem e) {
            return false; // it has not heard of the run yet
        }
    }

    /** The page for Prometheus of each service, by its name; each has answered a request of another kind before. */
    Map<String, String> metrics() throws IOException, HttpProblem, InterruptedException {
        trainer().get("/progress");
        return Map.of(
                "data", metrics(cluster.dataService()),
                "trainer", metrics(trainer()),
                "evaluator", metrics(cluster.evaluatorService()));
    }

    private static String metrics(HttpService service) throws IOException, HttpProblem, InterruptedException {
        return new String(service.get("/q/metrics"), StandardCharsets.UTF_8);
    }

    private HttpService trainer() {
        return cluster.trainerServices().get(0);
    }

    private static String address(HttpService service) {
        return service.uri("").getAuthority();
    }

    void stop() throws IOException, InterruptedException {
        cluster.stop();
        guard.close();
    }

    /** A process that dies here shows in what the test waits for. */
    private static final class NoNews implements ProcessListener {
        @Override
        public void restarting(String id, long pid, int exitCode, Duration delay) {
            System.err.println(id + " died with exit code " + exitCode);
        }

        @Override
        public void restarted(String id, long pid) {
            System.err.println(id + " was started again");
        }

        @Override
        public void waiting(String id, String lastLine) {
            // It becomes ready in its time.
        }

        @Override
        public void gaveUp(ProcessFailure failure) {
            System.err.println(failure.getMessage());
        }
    }
}
