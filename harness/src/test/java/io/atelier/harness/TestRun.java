package io.atelier.harness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.MalformedMessageException;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.Workload;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;

/** A run of one trial, submitted to a cluster under test. */
final class TestRun {

    private TestRun() {}

    static void submit(ManualCluster cluster, String name, int epochs, int trainImages)
            throws IOException, InterruptedException {
        ObjectNode experiment = JsonNodeFactory.instance
                .objectNode()
                .put("profile", "quick")
                .put("epochs", epochs)
                .put("train_images", trainImages)
                .put("test_images", 100);
        experiment.putArray("architectures").add("fmnist_3");
        try {
            new Workload(experiment)
                    .submit(name, cluster.all(ProcessKind.DATA_SERVICE).get(0).http());
        } catch (HttpProblem | MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
