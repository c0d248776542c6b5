package io.atelier.harness.soak;

import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.ProcessKind;
import io.atelier.local.service.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Measures all processes and topics. */
final class Sampler {

    private final ManualCluster cluster;
    private final RunDirectory directory;
    private final LiveHeap heap;

    Sampler(ManualCluster cluster, RunDirectory directory) throws LocalException, IOException {
        this.cluster = cluster;
        this.directory = directory;
        this.heap = new LiveHeap(directory.path().resolve("heap"));
    }

    Sample sample(double seconds, double progress) throws IOException, HttpProblem, InterruptedException {
        List<Reading> readings = new ArrayList<>();
        for (ServiceProcess process : cluster.all()) {
            String id = process.id();
            readings.addAll(ProcessFiles.read(id, process.pid()));
            readings.add(heap.read(id, process.pid(), Growth.isMiddleOrLate(progress) ? "late" : "early"));
            if (ManualCluster.kind(process) != ProcessKind.KAFKA) {
                readings.add(new Reading(id, Measure.SERIES, metrics(process).size()));
            }
        }
        readings.addAll(TopicSizes.read(directory.kafka()));
        return new Sample(seconds, progress, work(), readings);
    }

    /** What has been done until now. */
    Work work() throws IOException, HttpProblem, InterruptedException {
        double trials = 0;
        double epochs = 0;
        for (ServiceProcess trainer : cluster.all(ProcessKind.TRAINER_SERVICE)) {
            trials += metrics(trainer).sum("atelier_trials_left_total");
        }
        for (ServiceProcess evaluator : cluster.all(ProcessKind.EVALUATOR_SERVICE)) {
            epochs += metrics(evaluator).sum("atelier_checkpoints_evaluated_total");
        }
        return new Work(Math.round(trials), Math.round(epochs));
    }

    private static Scrape metrics(ServiceProcess process) throws IOException, HttpProblem, InterruptedException {
        return new Scrape(new String(process.http().get("/q/metrics"), StandardCharsets.UTF_8));
    }
}
