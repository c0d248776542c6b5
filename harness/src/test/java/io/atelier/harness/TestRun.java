package io.atelier.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.MalformedMessageException;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.Workload;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run that is submitted to a cluster under test, which has one process of each kind, and what the processes say of it. */
final class TestRun {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern COMMITS = Pattern.compile("^atelier_commit_seconds_count [1-9]", Pattern.MULTILINE);
    private static final Pattern PARAMETERS = Pattern.compile("\"params_sha256\":\"([0-9a-f]{64})\"");

    private TestRun() {}

    /** One trial. */
    static void submit(ManualCluster cluster, String name, int epochs, int trainImages)
            throws IOException, InterruptedException {
        ObjectNode experiment = JsonNodeFactory.instance
                .objectNode()
                .put("profile", "quick")
                .put("epochs", epochs)
                .put("train_images", trainImages)
                .put("test_images", 100);
        experiment.putArray("architectures").add("fmnist_3");
        submit(cluster, name, experiment);
    }

    static void submit(ManualCluster cluster, String name, ObjectNode experiment)
            throws IOException, InterruptedException {
        try {
            new Workload(experiment)
                    .submit(name, only(cluster, ProcessKind.DATA_SERVICE).http());
        } catch (HttpProblem | MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    static ServiceProcess only(ManualCluster cluster, ProcessKind kind) {
        return cluster.all(kind).get(0);
    }

    /** Empty while there is none. */
    static String page(ServiceProcess service, String path) throws InterruptedException {
        try {
            return new String(service.http().get(path), StandardCharsets.UTF_8);
        } catch (IOException | HttpProblem e) {
            return "";
        }
    }

    /** The evaluator's, as JSON; empty while there are none. */
    static String results(ManualCluster cluster, String run) throws InterruptedException {
        return page(only(cluster, ProcessKind.EVALUATOR_SERVICE), "/api/runs/" + run + "/results");
    }

    /** Whether a trainer has committed the state of a trial. */
    static boolean hasCommitted(ServiceProcess trainer) throws InterruptedException {
        return COMMITS.matcher(page(trainer, "/q/metrics")).find();
    }

    /** Waits until a run has ended; returns the hash of what its first trial has learned. */
    static String parametersAtTheEnd(ManualCluster cluster, String run) throws InterruptedException {
        await(run).atMost(PATIENCE).until(() -> results(cluster, run).contains("\"complete\":true"));
        Matcher parameters = PARAMETERS.matcher(results(cluster, run));
        assertThat(parameters.find()).isTrue();
        return parameters.group(1);
    }
}
