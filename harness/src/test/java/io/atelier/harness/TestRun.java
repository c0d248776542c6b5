package io.atelier.harness;

import io.atelier.contract.MalformedMessageException;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.SmallRun;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.util.List;

/** A run of one trial, submitted to a cluster under test. */
final class TestRun {

    private TestRun() {}

    static void submit(ManualCluster cluster, String name, int epochs, int trainImages)
            throws IOException, InterruptedException {
        SmallRun run = new SmallRun(name, List.of("fmnist_3"), List.of(1L), epochs, trainImages, 100);
        try {
            run.submitTo(cluster.all(ProcessKind.DATA_SERVICE).get(0).http());
        } catch (HttpProblem | MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
