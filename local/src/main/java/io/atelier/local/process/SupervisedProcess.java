package io.atelier.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child process that is started again when it dies, once it has been {@linkplain #confirmStarted() confirmed} to have
 * started well. Before that its death is final: what cannot start will not start the next time either. Thread-safe.
 */
public final class SupervisedProcess {

    private static final long TIDY_MILLIS = 2_000;

    private final ProcessDefinition definition;
    private final PidFiles pidFiles;
    private final Guard guard;
    private final ProcessListener listener;
    private final RestartPolicy restarts = new RestartPolicy();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread supervisor;
    private volatile Process process;
    private volatile boolean confirmed;
    private volatile ProcessFailure failure;

    private SupervisedProcess(ProcessDefinition definition, PidFiles pidFiles, Guard guard, ProcessListener listener) {
        this.definition = definition;
        this.pidFiles = pidFiles;
        this.guard = guard;
        this.listener = listener;
        this.supervisor = new Thread(this::supervise, "supervise-" + definition.id());
    }

    public static SupervisedProcess start(
            ProcessDefinition definition, PidFiles pidFiles, Guard guard, ProcessListener listener) throws IOException {
        SupervisedProcess supervised = new SupervisedProcess(definition, pidFiles, guard, listener);
        supervised.launch();
        supervised.supervisor.setDaemon(true);
        supervised.supervisor.start();
        return supervised;
    }

    public String id() {
        return definition.id();
    }

    public long pid() {
        return process.pid();
    }

    /** From now on it is started again when it dies. */
    public void confirmStarted() {
        confirmed = true;
    }

    /** Why it stays dead, if it does. */
    public Optional<ProcessFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** From now on it is not started again and its death is no failure. Ending it is the caller's. */
    public synchronized ProcessHandle release() {
        stopping.countDown();
        return process.toHandle();
    }

    /** Waits, not for long, until the files of an ended process are gone. */
    public void awaitTidied() throws InterruptedException {
        supervisor.join(TIDY_MILLIS);
    }

    private void supervise() {
        try {
            while (true) {
                Process current = process;
                int exitCode = current.waitFor();
                guard.forget(current.pid());
                pidFiles.delete(definition.id());
                if (isReleased() || !restart(current.pid(), exitCode)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            giveUp("cannot be started again: " + e.getMessage());
        }
    }

    private boolean restart(long pid, int exitCode) throws IOException, InterruptedException {
        if (!confirmed) {
            giveUp("did not start: " + exit(exitCode));
            return false;
        }
        Optional<String> full = DiskSpace.problem(definition.log());
        if (full.isPresent()) {
            giveUp("died with " + exit(exitCode) + ". " + full.get());
            return false;
        }
        Optional<Duration> delay = restarts.afterDeath(Instant.now());
        if (delay.isEmpty()) {
            giveUp("died " + (RestartPolicy.MOST_IN_WINDOW + 1) + " times in " + RestartPolicy.WINDOW.toMinutes()
                    + " minutes, at last with " + exit(exitCode));
            return false;
        }
        listener.restarting(definition.id(), pid, exitCode, delay.get());
        if (stopping.await(delay.get().toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        launch();
        if (!isReleased()) {
            listener.restarted(definition.id(), process.pid());
        }
        return true;
    }

    private synchronized void launch() throws IOException {
        if (isReleased()) {
            return; // released meanwhile: what is launched now would be seen by nobody
        }
        process = definition.start();
        guard.watch(process.pid(), definition.last());
        pidFiles.write(definition.id(), process.pid());
    }

    private boolean isReleased() {
        return stopping.getCount() == 0;
    }

    private void giveUp(String what) {
        failure = new ProcessFailure(definition.id() + " " + what, definition.log());
        listener.gaveUp(failure);
    }

    private static String exit(int exitCode) {
        return exitCode > 128 ? "signal " + (exitCode - 128) : "exit code " + exitCode;
    }
}
