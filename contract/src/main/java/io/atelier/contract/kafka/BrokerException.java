package io.atelier.contract.kafka;

import org.apache.kafka.common.KafkaException;

/** The brokers can't be used as they are. The message says what was expected, what was found and what to do. */
public final class BrokerException extends KafkaException {

    private static final long serialVersionUID = 1L;

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
