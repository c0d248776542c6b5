package io.atelier.data.topic;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.ImageTopic;
import org.apache.kafka.common.Uuid;

/**
 * What a topic held at a moment.
 *
 * @param topic its name
 * @param topicId tells it from one that was deleted and created anew
 * @param compacted whether only the last record of each key counts
 * @param offsets of the records
 */
public record TopicSnapshot(String topic, Uuid topicId, boolean compacted, Offsets offsets) {

    public TopicSnapshot {
        ImageTopic.requireName(topic, "topic");
        Require.present(topicId, "topic id");
        Require.present(offsets, "offsets");
    }
}
