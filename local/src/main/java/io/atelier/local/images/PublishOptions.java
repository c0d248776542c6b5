package io.atelier.local.images;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.ImageTopic;

/**
 * Where images go.
 *
 * @param topic created if it is not there
 * @param partitions of a topic that is created
 * @param append whether the topic may hold other images already
 */
public record PublishOptions(String topic, int partitions, boolean append) {

    /** A dataset is made of no more. */
    public static final int MAX_PARTITIONS = 512;

    public PublishOptions {
        ImageTopic.requireName(topic, "topic");
        Require.inRange(partitions, 1, MAX_PARTITIONS, "partitions");
    }
}
