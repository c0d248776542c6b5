package io.atelier.local.run;

import io.atelier.local.console.ProgressDisplay;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.LocalCluster;

/** Stops everything in order when this process is told to end: Ctrl-C, a closed terminal, SIGTERM. */
final class StopOnSignal {

    private final LocalCluster cluster;
    private final RunDirectory directory;
    private final ProgressDisplay display;
    private final Thread hook = new Thread(this::stop, "stop-on-signal");
    private volatile boolean begun;

    StopOnSignal(LocalCluster cluster, RunDirectory directory, ProgressDisplay display) {
        this.cluster = cluster;
        this.directory = directory;
        this.display = display;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean hasBegun() {
        return begun;
    }

    /** There is nothing to stop any more. */
    void cancel() {
        if (!begun) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void stop() {
        begun = true;
        try {
            display.finish();
            display.say("Stopping: trainers commit their state first");
            cluster.stop();
            display.say("Stopped. To resume: ./atelier run --out " + directory.path());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
