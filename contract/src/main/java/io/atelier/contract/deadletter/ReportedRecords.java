package io.atelier.contract.deadletter;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.LogEnds;
import io.atelier.contract.kafka.NumberHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Which records have a dead letter already, as the dead letters themselves say: they outlive the offsets of a group that
 * is away. Reads them at the first question and keeps up with them. Confined to one thread.
 */
public final class ReportedRecords implements AutoCloseable {

    /** Bounds memory; the oldest are forgotten first. */
    private static final int REMEMBERED = 100_000;

    private static final List<TopicPartition> PARTITIONS = Topic.DEAD_LETTERS.topicPartitions();

    private final KafkaClients clients;
    private final Admin admin;
    private final Set<String> topics;
    private final Duration patience;
    private final Map<Source, Boolean> reported = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Consumer<String, byte[]> letters;

    /** A record's place and a hash of what the letter has of it: a topic that was made anew has the same places. */
    private record Source(String topic, long partition, long offset, int content) {}

    /**
     * The records of some topics.
     *
     * @param admin remains the caller's
     * @param patience how long to wait for letters that others have not committed yet
     */
    public ReportedRecords(KafkaClients clients, Admin admin, Collection<Topic> topics, Duration patience) {
        this.clients = clients;
        this.admin = admin;
        this.topics = topics.stream().map(Topic::topicName).collect(Collectors.toUnmodifiableSet());
        this.patience = patience;
    }

    /**
     * Whether there is a dead letter of {@code record} now, by whatever service.
     *
     * @throws KafkaException if the broker does not say
     */
    public boolean contains(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        if (letters == null) {
            letters = clients.reader(Map.of());
            letters.assign(PARTITIONS);
            letters.seekToBeginning(PARTITIONS);
        }
        try {
            LogEnds.readUpTo(letters, admin, patience, this::accept);
        } catch (KafkaException e) {
            close();
            throw e;
        }
        return reported.containsKey(new Source(
                record.topic(),
                record.partition(),
                record.offset(),
                content(DeadLetters.key(record.key()), DeadLetters.value(record.value()))));
    }

    void accept(ConsumerRecord<String, byte[]> letter) {
        Header topic = letter.headers().lastHeader(DeadLetters.TOPIC);
        if (topic == null || topic.value() == null) {
            return;
        }
        String name = new String(topic.value(), StandardCharsets.UTF_8);
        if (topics.contains(name)) {
            try {
                reported.put(
                        new Source(
                                name,
                                number(letter, DeadLetters.PARTITION),
                                number(letter, DeadLetters.OFFSET),
                                content(letter.key(), letter.value())),
                        true);
            } catch (MalformedMessageException e) {
                // Not one of ours, and a dead letter of a dead letter would help nobody.
            }
        }
    }

    private static long number(ConsumerRecord<String, byte[]> letter, String header) throws MalformedMessageException {
        return NumberHeader.read(letter, header, Long.MAX_VALUE).orElse(-1);
    }

    private static int content(String key, byte[] value) {
        return 31 * Objects.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public void close() {
        if (letters != null) {
            letters.close();
            letters = null;
        }
    }
}
