package io.atelier.evaluator.view;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The view and how current it is. Thread-safe. */
public final class CurrentRuns {

    private final RunView view;
    private final Admin admin;
    private final ReadPositions positions = new ReadPositions();
    private volatile boolean caughtUp;

    /** The admin client remains the caller's. */
    public CurrentRuns(RunView view, Admin admin) {
        this.view = view;
        this.admin = admin;
    }

    public RunView view() {
        return view;
    }

    /** What keeps the view current: to be run by a thread of its own. */
    public RunViewFollower follower(KafkaClients clients, DeadLetterPublisher deadLetters) {
        return new RunViewFollower(clients, new ViewRecords(view), deadLetters, positions);
    }

    /**
     * Waits until the view holds everything that is committed now, transactions that are just being committed included.
     *
     * @return whether it does, after {@code timeout} at most
     */
    public boolean readToEnd(Duration timeout) throws InterruptedException {
        boolean reached = positions.await(ends(), timeout);
        caughtUp |= reached;
        return reached;
    }

    /** Whether the view has once read everything there was: before, runs are missing from it. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    /** The ends as an uncommitted reader sees them: what is before them is committed or aborted when it has been read. */
    private Map<TopicPartition, Long> ends() throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(RunViewFollower.partitions().stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot find out how far the view has to read: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}
