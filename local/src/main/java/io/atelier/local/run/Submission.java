package io.atelier.local.run;

import io.atelier.local.LocalException;
import io.atelier.local.service.HttpProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Submits a run, again and again while its dataset is made, and says how far that is. */
final class Submission {

    private static final Duration NEWS = Duration.ofSeconds(10);

    /** What is made says something new more often. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Request request;
    private final Consumer<String> display;
    private final LongSupplier nanoTime;
    private final Duration pause;

    /** Asks the data service once. */
    @FunctionalInterface
    interface Request {
        RunClient.Submitted send() throws HttpProblem, IOException, InterruptedException;
    }

    /** @param pause before asking again */
    Submission(Request request, Consumer<String> display, LongSupplier nanoTime, Duration pause) {
        this.request = request;
        this.display = display;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * Returns when the run is planned.
     *
     * @throws LocalException if it is refused, or if nothing has changed for minutes
     */
    RunClient.Submitted await() throws LocalException, IOException, InterruptedException {
        String latest = "";
        long changed = nanoTime.getAsLong();
        long next = changed;
        while (true) {
            try {
                return request.send();
            } catch (HttpProblem e) {
                String reason = e.detail().isEmpty() ? e.getMessage() : e.detail();
                long now = nanoTime.getAsLong();
                if (!reason.equals(latest)) {
                    latest = reason;
                    changed = now;
                }
                if (!e.isTemporary() || now - changed > PATIENCE.toNanos()) {
                    throw new LocalException("The run was refused: " + reason, e);
                }
                if (now - next >= 0) {
                    display.accept(reason);
                    next = now + NEWS.toNanos();
                }
                Thread.sleep(pause.toMillis());
            }
        }
    }
}
