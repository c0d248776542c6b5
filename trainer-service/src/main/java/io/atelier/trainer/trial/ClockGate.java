package io.atelier.trainer.trial;

import io.atelier.contract.kafka.BrokerException;
import io.atelier.contract.kafka.ClockSkew;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.Refusal;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps trials from being taken while Kafka refuses records with the time of this machine: nothing of them could be
 * published. Asks Kafka at the start and whenever there is doubt. One thread asks, any thread may look.
 */
public final class ClockGate {

    private static final Logger LOG = LoggerFactory.getLogger(ClockGate.class);

    /** What Kafka has against the time here, if anything. */
    @FunctionalInterface
    interface Question {
        Optional<String> ask() throws InterruptedException;
    }

    private final Question question;
    private boolean sure;
    private volatile String refusal;

    ClockGate(Question question) {
        this.question = question;
    }

    /** A gate that asks the broker under the trainer's name. */
    public static ClockGate of(KafkaClients clients, String trainer) {
        return new ClockGate(() -> {
            try (Producer<String, byte[]> producer = clients.transactional("trial.clock-" + trainer)) {
                producer.initTransactions();
                return ClockSkew.ask(producer);
            }
        });
    }

    /** What Kafka had against the time here when it was asked last. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Whether trials may be taken. Not while Kafka has to be asked and does not answer.
     *
     * @throws BrokerException if Kafka refuses the question itself
     */
    boolean isOpen() throws InterruptedException {
        try {
            ask();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            Refusal.rethrow(e);
            LOG.warn("Cannot find out whether Kafka takes the time of this machine, trying again: {}", e.toString());
        }
        return sure;
    }

    private void ask() throws InterruptedException {
        if (!sure) {
            Optional<String> found = question.ask();
            if (found.isPresent() && refusal == null) {
                LOG.error("No trials are taken until this is mended. {}", found.get());
            } else if (found.isEmpty() && refusal != null) {
                LOG.info("Kafka takes the time of this machine again, so trials are taken");
            }
            refusal = found.orElse(null);
            sure = found.isEmpty();
        }
    }

    /** Something could not be published: the clock may have been set meanwhile. */
    void doubt() {
        sure = false;
    }
}
