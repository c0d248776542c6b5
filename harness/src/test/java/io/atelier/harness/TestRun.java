package io.atelier.harness;

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

/** A run that is submitted to a cluster under test, which has one process of each kind, and what the processes say of it. */
final class TestRun {

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
}
