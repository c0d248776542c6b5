package io.atelier.trainer.queue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * What brokers offer a share group, by their version: their own settings tell.
 *
 * @param brokersLimit how often a record is handed out before it is dropped, where the group has no limit of its own
 * @param ownLimit the limit that the group can have; empty before Kafka 4.3
 * @param unkept why what is dropped can't be copied to {@link #DROPPED}, with what to do; empty if it can
 */
record QueueFeatures(int brokersLimit, OptionalInt ownLimit, Optional<String> unkept) {

    /** Where brokers copy what the queue drops. They write only to topics with this prefix, unless told of another. */
    static final String DROPPED = "dlq.atelier.trials";

    /** Of a broker whose settings can't be read. */
    static final QueueFeatures UNKNOWN =
            new QueueFeatures(5, OptionalInt.empty(), Optional.of("the broker's settings can't be read"));

    /** Stock brokers allow no more. Each spares a trial that trainers or brokers stop under the way to a new record. */
    private static final int MOST_DELIVERIES = 10;

    private static final int COPYING_SHARE_VERSION = 2;

    /** @param shareVersion level of the cluster's feature {@code share.version} */
    static QueueFeatures of(Config broker, int shareVersion) {
        ConfigEntry limit = broker.get("group.share.delivery.count.limit");
        ConfigEntry most = broker.get("group.share.max.delivery.count.limit");
        return new QueueFeatures(
                limit == null ? UNKNOWN.brokersLimit : Integer.parseInt(limit.value()),
                most == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.min(MOST_DELIVERIES, Integer.parseInt(most.value()))),
                unkept(broker.get("errors.deadletterqueue.topic.name.prefix"), shareVersion));
    }

    private static Optional<String> unkept(ConfigEntry prefix, int shareVersion) {
        if (prefix == null) {
            return Optional.of("that takes Kafka 4.4");
        }
        if (shareVersion < COPYING_SHARE_VERSION) {
            return Optional.of("that takes share.version " + COPYING_SHARE_VERSION + ", found " + shareVersion
                    + ": run kafka-features.sh --bootstrap-server HOST:PORT upgrade --feature share.version="
                    + COPYING_SHARE_VERSION);
        }
        return DROPPED.startsWith(prefix.value())
                ? Optional.empty()
                : Optional.of("the brokers' errors.deadletterqueue.topic.name.prefix is " + prefix.value()
                        + ", expected dlq.");
    }

    /** Settings of a group that can have a limit of its own; locks are renewed, which that version can forbid a group. */
    Map<String, String> limitSettings() {
        return Map.of(
                "share.delivery.count.limit",
                Integer.toString(ownLimit.orElseThrow()),
                "share.renew.acknowledge.enable",
                "true");
    }

    /** Settings of a group that has what it drops copied, as it was. */
    static Map<String, String> copySettings() {
        return Map.of(
                "errors.deadletterqueue.topic.name", DROPPED, "errors.deadletterqueue.copy.record.enable", "true");
    }
}
