package io.atelier.harness.chaos;

import io.atelier.contract.MalformedMessageException;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.Workload;
import io.atelier.local.LocalException;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.util.List;

/** Submits the same run again and again, under new names. */
final class Workloads {

    private static final int SERVER_ERROR = 500;

    private final ManualCluster cluster;
    private final Workload workload;
    private final Ledger ledger;

    Workloads(ManualCluster cluster, Workload workload, Ledger ledger) {
        this.cluster = cluster;
        this.workload = workload;
        this.ledger = ledger;
    }

    /**
     * Submits a run; the same one again is the same run.
     *
     * @return whether it is known to be submitted: if not, it has to be submitted again
     */
    boolean submit(String run) throws LocalException, InterruptedException {
        List<ServiceProcess> dataServices = cluster.all(ProcessKind.DATA_SERVICE);
        if (dataServices.isEmpty()) {
            return false;
        }
        try {
            ledger.expect(workload.submit(run, dataServices.get(0).http()));
            return true;
        } catch (IOException e) {
            return false; // it is starting, or has just ended
        } catch (HttpProblem e) {
            if (e.status() >= SERVER_ERROR) {
                return false; // the broker is away
            }
            throw new LocalException(
                    "The data service refused the run: " + (e.detail().isEmpty() ? e.getMessage() : e.detail()), e);
        } catch (MalformedMessageException e) {
            throw new LocalException("The data service's answer cannot be read: " + e.getMessage(), e);
        }
    }
}
