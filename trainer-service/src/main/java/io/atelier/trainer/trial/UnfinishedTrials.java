package io.atelier.trainer.trial;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.contract.message.TrialState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The trials that have neither ended nor been removed nor wait for others, as their events say. Confined to one thread. */
public final class UnfinishedTrials implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Duration patience;
    private final Map<String, TrialDefinition> unfinished = new LinkedHashMap<>();
    private final Contests contests = new Contests();

    public UnfinishedTrials(KafkaClients clients, Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
        consumer = clients.reader(Map.of());
        List<TopicPartition> partitions = Topic.TRIAL_EVENTS.topicPartitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** As of now: reads what was published since the last call. */
    List<TrialDefinition> now() throws InterruptedException {
        LogEnds.readUpTo(consumer, admin, patience, this::accept);
        return List.copyOf(unfinished.values());
    }

    /** What can be decided about those that wait for others, as of the last call of {@link #now}. */
    List<Contests.Decision> decisions() {
        return contests.decisions();
    }

    /** Whoever waits in vain as of the last call of {@link #now}, each told once. */
    List<Contests.Stuck> newlyStuck() {
        return contests.newlyStuck();
    }

    private void accept(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            unfinished.remove(message.key());
            contests.remove(message.key());
            return;
        }
        try {
            TrialEvent event = Json.read(message.value(), TrialEvent.class);
            contests.accept(event);
            if (event.state().isEnd() || event.state() == TrialState.PAUSED) {
                unfinished.remove(message.key());
            } else {
                unfinished.put(message.key(), event.definition());
            }
        } catch (MalformedMessageException e) {
            // Dead-lettered by the evaluator, for whom it is.
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
