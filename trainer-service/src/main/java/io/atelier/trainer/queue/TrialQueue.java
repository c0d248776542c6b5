package io.atelier.trainer.queue;

import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes trials one at a time and holds the lock on the one in hand. Confined to one thread.
 *
 * <p>A record that was renewed leaves the consumer's hands until the next poll gives it back (KAFKA-20458), so every
 * renewal is followed by a poll; and nothing can be polled past a record in hand. A consumer whose broker
 * was away while it held a renewed record gives nothing out any more, and the broker counts deliveries to it all the same:
 * whenever a lock is lost, the next trial is taken by a new one.
 */
public final class TrialQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialQueue.class);
    private static final Duration DEFAULT_LOCK = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private ShareConsumer<String, byte[]> consumer;

    private TrialQueue(KafkaClients clients) {
        this.clients = clients;
    }

    /** Joins the group; its configuration must have been set before. */
    public static TrialQueue open(KafkaClients clients) {
        TrialQueue queue = new TrialQueue(clients);
        queue.join();
        return queue;
    }

    private void join() {
        consumer = clients.shareMember(TrialQueueGroup.NAME);
        consumer.subscribe(List.of(Topic.TRIALS.topicName()));
    }

    /** Waits for a trial; joins the group again if the queue was closed. */
    public Optional<Delivery> take(Duration patience) {
        if (consumer == null) {
            join();
        }
        Delivery first = null;
        for (ConsumerRecord<String, byte[]> polled : consumer.poll(patience)) {
            if (first == null) {
                first = new Delivery(polled);
            } else {
                consumer.acknowledge(polled, AcknowledgeType.RELEASE);
            }
        }
        return Optional.ofNullable(first);
    }

    /** How long a lock lasts from its last renewal; of use while a trial is in hand. */
    public Duration lockDuration() {
        return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(DEFAULT_LOCK);
    }

    /** Renews the lock. False: it is lost, and the trial may be someone else's by now. */
    public boolean renew(Delivery delivery) {
        return acknowledge(delivery, AcknowledgeType.RENEW) && isHandedBack(delivery);
    }

    /** The trial is done with, whatever its end. False: the lock was lost before, so it will be handed out again. */
    public boolean accept(Delivery delivery) {
        return acknowledge(delivery, AcknowledgeType.ACCEPT);
    }

    /** Hands the trial back for someone else to take. */
    public boolean release(Delivery delivery) {
        return acknowledge(delivery, AcknowledgeType.RELEASE);
    }

    private boolean acknowledge(Delivery delivery, AcknowledgeType type) {
        try {
            consumer.acknowledge(delivery.record(), type);
            Optional<KafkaException> problem = consumer.commitSync(ANSWER).values().stream()
                    .flatMap(Optional::stream)
                    .findFirst();
            return problem.isEmpty() || lost(delivery, type + " was refused", problem.get());
        } catch (IllegalStateException | KafkaException e) {
            return lost(delivery, type + " did not come through", e);
        }
    }

    private boolean isHandedBack(Delivery delivery) {
        try {
            boolean back = false;
            for (ConsumerRecord<String, byte[]> polled : consumer.poll(ANSWER)) {
                if (delivery.is(polled)) {
                    back = true;
                } else {
                    consumer.acknowledge(polled, AcknowledgeType.RELEASE);
                }
            }
            return back || lost(delivery, "it was not handed back", null);
        } catch (IllegalStateException | KafkaException e) {
            return lost(delivery, "it was not handed back", e);
        }
    }

    private boolean lost(Delivery delivery, String what, Exception cause) {
        LOG.warn("Lost the lock on {}: {}{}", delivery, what, cause == null ? "" : ": " + cause);
        close();
        return false;
    }

    /** Leaves the group; a trial still in hand is released. */
    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(LEAVE);
            consumer = null;
        }
    }
}
