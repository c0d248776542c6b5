package io.atelier.trainer.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.trainer.Kafka;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What trainers have published about a trial, in order. */
final class TrialRecords {

    private TrialRecords() {}

    static List<TrialEvent> events(TrialDefinition trial) {
        return decoded(Kafka.read(Topic.TRIAL_EVENTS, trial.trial()), TrialEvent.class);
    }

    /** The only one. */
    static TrialEvent end(TrialDefinition trial) {
        List<TrialEvent> ends =
                events(trial).stream().filter(event -> event.state().isEnd()).toList();
        assertThat(ends).hasSize(1);
        return ends.get(0);
    }

    static List<EpochMetrics> epochs(TrialDefinition trial) {
        return decoded(
                Kafka.read(Topic.EPOCHS).stream()
                        .filter(record -> record.key().startsWith(trial.trial() + "/"))
                        .toList(),
                EpochMetrics.class);
    }

    private static <T> List<T> decoded(List<ConsumerRecord<String, byte[]>> records, Class<T> type) {
        List<T> messages = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                messages.add(Json.read(record.value(), type));
            }
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }
}
