package io.atelier.evaluator.view;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The view and how current it is. Thread-safe. */
public final class CurrentRuns {

    private final RunView view;
    private final Admin admin;
    private final WholeRuns wholeRuns;
    private final ReadPositions positions = new ReadPositions();
    private volatile boolean caughtUp;

    /** The admin client remains the caller's. */
    public CurrentRuns(RunView view, KafkaClients clients, Admin admin) {
        this.view = view;
        this.admin = admin;
        this.wholeRuns = new WholeRuns(clients);
    }

    public RunView view() {
        return view;
    }

    /** What keeps the view current: to be run by a thread of its own. */
    public RunViewFollower follower(KafkaClients clients, DeadLetterPublisher deadLetters) {
        return new RunViewFollower(clients, admin, view, wholeRuns, deadLetters, positions);
    }

    /**
     * Waits until the view holds everything that is committed now, transactions that are just being committed included.
     *
     * @return whether it does, after {@code timeout} at most
     */
    public boolean readToEnd(Duration timeout) throws InterruptedException {
        boolean reached = positions.await(LogEnds.of(admin, RunViewFollower.partitions()), timeout);
        caughtUp |= reached;
        return reached;
    }

    /**
     * A trial as the view has it or, if its run is forgotten, as its topics have it.
     *
     * @throws KafkaException if the topics can't be read
     */
    public Optional<Trial> trial(String id) throws InterruptedException {
        Optional<Trial> held = view.trial(id).filter(trial -> trial.event() != null);
        if (held.isPresent() || !view.hasForgotten()) {
            return held;
        }
        return wholeRuns
                .read(Set.of(RunView.runOf(id)), LogEnds.of(admin, RunViewFollower.partitions()))
                .trial(id);
    }

    /** Whether the view has once read everything there was: before, runs are missing from it. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }
}
