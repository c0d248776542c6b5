package io.atelier.local.service;

import io.atelier.local.process.LogTail;
import io.atelier.local.process.Ports;
import io.atelier.local.process.ProcessFailure;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.process.SupervisedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A service, or the broker, that is being started or runs. Thread-safe. */
public final class ServiceProcess {

    /** Starts the process on the port chosen. */
    interface Launch {
        SupervisedProcess start() throws IOException;
    }

    /** Asks the process on a port whether it can be used. */
    interface ReadyCheck {
        boolean isReady(int port) throws InterruptedException;
    }

    private static final int STARTS = 3;
    private static final long POLL_MILLIS = 200;
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private final PortChoice port;
    private final Launch launch;
    private final ReadyCheck check;
    private final Path log;
    private final long logStart;
    private final ProcessListener listener;
    private volatile SupervisedProcess process;
    private boolean released;

    ServiceProcess(PortChoice port, Launch launch, ReadyCheck check, Path log, ProcessListener listener)
            throws IOException {
        this.port = port;
        this.launch = launch;
        this.check = check;
        this.log = log;
        this.listener = listener;
        this.logStart = Files.exists(log) ? Files.size(log) : 0;
        this.process = launch.start();
    }

    public String id() {
        return process.id();
    }

    /** Of its present incarnation. */
    public long pid() {
        return process.pid();
    }

    public HttpService http() {
        return new HttpService(port::current);
    }

    /** Why it is dead for good, if it is. */
    public Optional<ProcessFailure> failure() {
        return process.failure();
    }

    int port() {
        return port.current();
    }

    /** Keeps the port at every restart, since others have been told it. */
    void pinPort() {
        port.pin();
    }

    /** From now on it is not started again; see {@link SupervisedProcess#release()}. */
    public synchronized ProcessHandle release() {
        released = true;
        return process.release();
    }

    /** Waits until an ended process has been tidied up after. */
    public void awaitTidied() throws InterruptedException {
        process.awaitTidied();
    }

    /** Whether it can be used now. */
    public boolean isReady() throws InterruptedException {
        return process.failure().isEmpty() && check.isReady(port.current());
    }

    /** Blocks until it can be used. A start that failed because another process took its port is repeated on another. */
    void awaitReady(Duration most) throws ProcessFailure, IOException, InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        long nextNotice = System.nanoTime() + NOTICE.toNanos();
        int starts = 1;
        while (!check.isReady(port.current())) {
            Optional<ProcessFailure> failure = process.failure();
            if (failure.isPresent()) {
                if (starts == STARTS || Ports.isFree(port.current())) {
                    throw failure.get();
                }
                startAgain();
                starts++;
            }
            if (System.nanoTime() - nextNotice > 0) {
                listener.waiting(id(), lastLine());
                nextNotice += NOTICE.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ProcessFailure(id() + " is not ready after " + most.toSeconds() + " seconds", log);
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.confirmStarted();
    }

    /** Of this start: the file may be of many. */
    private String lastLine() {
        List<String> lines = LogTail.read(log, 1, logStart);
        return lines.isEmpty() ? "(nothing yet)" : lines.get(0);
    }

    private synchronized void startAgain() throws IOException {
        if (!released) {
            process = launch.start();
        }
    }
}
