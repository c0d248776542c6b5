package io.atelier.harness.cluster;

import io.atelier.local.LocalException;
import io.atelier.local.output.OutputLock;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link ManualCluster} in a new directory, for as long as something is done with it; a signal stops it, too. */
public final class ManualSession {

    private final Installation installation;
    private final RunDirectory directory;
    private final ClusterSettings settings;

    /** @param path of a directory that no broker has used */
    public ManualSession(Installation installation, Path path, ClusterSettings settings) {
        this.installation = installation;
        this.directory = new RunDirectory(path);
        this.settings = settings;
    }

    /** What is done with the cluster, of which nothing runs at first. */
    @FunctionalInterface
    public interface Task<T> {
        T run(ManualCluster cluster) throws LocalException, IOException, InterruptedException;
    }

    /**
     * Does the task; returns when nothing runs any more.
     *
     * @throws LocalException if the directory can't be used, or the task can't go on
     */
    @SuppressWarnings("try") // the lock is held, not used
    public <T> T run(Task<T> task) throws LocalException, InterruptedException {
        if (Files.exists(directory.kafka())) {
            throw new LocalException("Expected a new directory, but " + directory.path()
                    + " has a broker's data already: choose another with --out");
        }
        directory.create();
        try (OutputLock lock = OutputLock.tryLock(directory.lock())
                        .orElseThrow(() -> new LocalException(directory.path() + " is in use by another run"));
                Guard guard = Guard.start()) {
            return stopping(
                    new ManualCluster(installation, directory, settings, guard, ProcessListener.silent()), task);
        } catch (IOException e) {
            throw new LocalException("Cannot go on in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    private static <T> T stopping(ManualCluster cluster, Task<T> task)
            throws LocalException, IOException, InterruptedException {
        Thread stop = new Thread(() -> stop(cluster), "stop-on-signal");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return task.run(cluster);
        } finally {
            cluster.stop();
            if (stop.getState() == Thread.State.NEW) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private static void stop(ManualCluster cluster) {
        try {
            cluster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
