package io.atelier.service.life;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a service that works until it is stopped. A service without one of its loops is of no use: if one ends by
 * itself, so does the process, with exit code 1 ({@link FatalFailure}).
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Body body;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean stopping;

    /** What a loop does; it returns or throws when it is interrupted. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private Loop(String name, Body body, Consumer<Throwable> onFailure) {
        this.body = body;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Starts a loop.
     *
     * @param service its name at the beginning of a sentence, such as {@code The evaluator}
     * @param name of the thread
     */
    public static Loop start(String service, String name, Body body) {
        return start(name, body, cause -> FatalFailure.end(service, cause));
    }

    /** @param onFailure is told why the loop ended though nobody had stopped it, on its thread */
    static Loop start(String name, Body body, Consumer<Throwable> onFailure) {
        Loop loop = new Loop(name, body, onFailure);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try {
            body.run();
            ended(null);
        } catch (InterruptedException | InterruptException e) {
            ended(e);
        } catch (Exception | Error e) {
            if (stopping) {
                LOG.warn("The loop \"{}\" failed while it was stopped", thread.getName(), e);
            } else {
                onFailure.accept(e);
            }
        }
    }

    private void ended(Exception cause) {
        if (!stopping) {
            onFailure.accept(
                    new IllegalStateException("The loop \"" + thread.getName() + "\" ended, nobody stopped it", cause));
        }
    }

    public String name() {
        return thread.getName();
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Lets it end by itself from now on, for example because it was told to in another way. */
    public void expectEnd() {
        stopping = true;
    }

    /** Waits for its end, for {@code patience} at most. */
    public void join(Duration patience) throws InterruptedException {
        thread.join(Math.max(1, patience.toMillis()));
    }

    /** Interrupts it and gives it time to end what it is doing; an interrupt of the caller remains set. */
    public void stop(Duration patience) {
        expectEnd();
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            join(patience);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it, waiting for a few seconds at most. */
    @Override
    public void close() {
        stop(STOP);
    }
}
