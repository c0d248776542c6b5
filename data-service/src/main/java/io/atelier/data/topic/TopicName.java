package io.atelier.data.topic;

import io.atelier.contract.Require;
import java.util.regex.Pattern;

/** Names of topics that may hold images. */
public final class TopicName {

    /** Kafka's rule. */
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private TopicName() {}

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if no topic can be called so, or only one of Atelier's or Kafka's own
     */
    public static String require(String topic, String what) {
        Require.present(topic, what);
        Require.that(
                LEGAL.matcher(topic).matches(),
                "%s must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, but is \"%s\"",
                what,
                topic.length() <= 80 ? topic : topic.substring(0, 80) + "...");
        Require.that(
                !topic.startsWith("atelier.") && !topic.startsWith("__"),
                "%s must be a topic of images, but %s is one of %s own",
                what,
                topic,
                topic.startsWith("__") ? "Kafka's" : "Atelier's");
        return topic;
    }
}
