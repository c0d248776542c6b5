package io.atelier.harness.chaos;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Restarts processes that died although nobody stopped them, as a deployment would, and records these deaths. */
final class Undertaker {

    private final ManualCluster cluster;
    private final Processes processes;
    private final FaultLog log;
    private final List<String> deaths = new ArrayList<>();

    Undertaker(ManualCluster cluster, Processes processes, FaultLog log) {
        this.cluster = cluster;
        this.processes = processes;
        this.log = log;
    }

    void look() throws IOException, InterruptedException {
        for (ServiceProcess process : cluster.all()) {
            if (process.failure().isPresent()) {
                String death = process.failure().get().getMessage();
                deaths.add(death);
                log.say("DIED BY ITSELF: " + death);
                cluster.forget(process);
                processes.launch(ManualCluster.kind(process), ManualCluster.number(process));
            }
        }
    }

    List<String> deaths() {
        return List.copyOf(deaths);
    }
}
