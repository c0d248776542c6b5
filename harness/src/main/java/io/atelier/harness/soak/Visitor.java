package io.atelier.harness.soak;

import io.atelier.contract.MalformedMessageException;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.Workload;
import io.atelier.local.LocalException;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;

/** Acts as users do: submits runs, looks at the page of the latest and fetches a model. */
final class Visitor {

    private static final int NOT_FOUND = 404;

    private final HttpService dataService;
    private final HttpService evaluatorService;
    private final SoakOptions.Workload workload;
    private final Workload run;
    private int runs;

    Visitor(ManualCluster cluster, SoakOptions.Workload workload) {
        this.dataService = cluster.all(ProcessKind.DATA_SERVICE).get(0).http();
        this.evaluatorService =
                cluster.all(ProcessKind.EVALUATOR_SERVICE).get(0).http();
        this.workload = workload;
        this.run = new Workload(workload.experiment());
    }

    /** Trials submitted so far. */
    int trials() {
        return runs * workload.seeds();
    }

    void submit() throws LocalException, IOException, InterruptedException {
        try {
            int trials = run.submit(name(runs + 1), dataService).size();
            if (trials != workload.seeds()) {
                throw new LocalException("Expected " + workload.seeds() + " trials of a run, found " + trials);
            }
            runs++;
        } catch (HttpProblem | MalformedMessageException e) {
            throw new LocalException("The data service refused the run: " + e.getMessage(), e);
        }
    }

    void look() throws LocalException, IOException, InterruptedException {
        String run = name(Math.max(1, runs - 1));
        get("/runs/" + run);
        get("/api/runs/" + run + "/results");
        get("/api/trials/" + run + "." + SoakOptions.ARCHITECTURE + ".s1/model");
    }

    /** The evaluator may not have heard of a run yet. */
    private void get(String path) throws LocalException, IOException, InterruptedException {
        try {
            evaluatorService.get(path);
        } catch (HttpProblem e) {
            if (e.status() != NOT_FOUND) {
                throw new LocalException("The evaluator answered with an error: " + e.getMessage(), e);
            }
        }
    }

    private static String name(int run) {
        return "soak-" + run;
    }
}
