package io.atelier.trainer.progress;

import io.atelier.contract.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The right to publish about one trial: whoever opens it last has it. After an exception it can only be closed. For one
 * thread at a time.
 */
final class Transactions implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final String trial;
    private final Producer<String, byte[]> producer;

    private Transactions(String trial, Producer<String, byte[]> producer) {
        this.trial = trial;
        this.producer = producer;
    }

    /** Takes the right from whoever had it; a transaction of theirs that was under way is aborted. */
    static Transactions open(String trial, KafkaClients clients) throws FencedException, ProgressUnavailableException {
        Transactions transactions = new Transactions(trial, clients.ownerOf(trial));
        try {
            transactions.producer.initTransactions();
            return transactions;
        } catch (KafkaException e) {
            transactions.close();
            throw transactions.translated(e);
        }
    }

    /** Publishes all records or none. */
    void publish(List<ProducerRecord<String, byte[]>> records) throws FencedException, ProgressUnavailableException {
        try {
            producer.beginTransaction();
            for (ProducerRecord<String, byte[]> record : records) {
                // What goes wrong here is thrown by the commit.
                var unused = producer.send(record);
            }
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw translated(e);
        }
    }

    private ProgressUnavailableException translated(KafkaException e) throws FencedException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                throw new FencedException(trial, e);
            }
        }
        if (e instanceof InterruptException) {
            Thread.currentThread().interrupt();
        }
        return new ProgressUnavailableException("Nobody knows whether progress of trial " + trial + " is committed", e);
    }

    /** Aborts what is open, if the broker still listens. */
    @Override
    public void close() {
        producer.close(FAREWELL);
    }
}
