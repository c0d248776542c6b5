package io.atelier.contract.kafka;

import org.apache.kafka.common.KafkaException;

/** Brokers answer, but a topic can't be created. Trying again may help, for example when further brokers have started. */
final class TopicCreationException extends KafkaException {

    private static final long serialVersionUID = 1L;

    TopicCreationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param found how many brokers there are */
    static TopicCreationException tooFewBrokers(String what, int found, Throwable refusal) {
        return new TopicCreationException(
                "Cannot create " + what + ": " + (found == 1 ? "1 broker is" : found + " brokers are")
                        + " there: start the others, or set atelier.topics.replication-factor (" + refusal.getMessage()
                        + ")",
                refusal);
    }
}
