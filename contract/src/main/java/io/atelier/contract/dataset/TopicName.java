package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of topics that may hold images. */
public final class TopicName {

    /** The most characters. */
    static final int MAX = 249;

    /** Kafka's rule. */
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1," + MAX + "}");

    private TopicName() {}

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if no topic can be called so, or only one of Atelier's or Kafka's own
     */
    public static String require(String topic, String what) {
        Require.present(topic, what);
        fault(topic).ifPresent(message -> {
            throw new IllegalArgumentException(what + " " + message);
        });
        return topic;
    }

    /** What is wrong with it, if anything is; a sentence after the name of a field. */
    static Optional<String> fault(String topic) {
        if (!LEGAL.matcher(topic).matches()) {
            return Optional.of("must be 1 to " + MAX + " characters of a-z, A-Z, 0-9, ., _ and -, but is \""
                    + (topic.length() <= 80 ? topic : topic.substring(0, 80) + "...") + "\"");
        }
        if (topic.startsWith("atelier.") || topic.startsWith("__")) {
            return Optional.of("must be a topic of images, but " + topic + " is one of "
                    + (topic.startsWith("__") ? "Kafka's" : "Atelier's") + " own");
        }
        return Optional.empty();
    }
}
