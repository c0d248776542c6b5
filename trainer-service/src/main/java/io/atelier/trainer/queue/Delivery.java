package io.atelier.trainer.queue;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.NumberHeader;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.TrialDefinition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One trial as the queue hands it out; ours until it is accepted or released, or its lock is lost. */
public record Delivery(ConsumerRecord<String, byte[]> record) {

    private static final String ITERATION = "iteration";
    private static final String ATTEMPTS = "attempts";

    /** How often the queue has handed it out, this time included; some never reach a trainer. */
    public int count() {
        return record.deliveryCount().orElse((short) 1);
    }

    /**
     * The trial that waits.
     *
     * @throws MalformedMessageException if anything of the record, key and headers included, is not as trials are queued
     */
    public TrialDefinition trial() throws MalformedMessageException {
        TrialDefinition trial = Json.read(record.value(), TrialDefinition.class);
        if (!trial.trial().equals(record.key())) {
            throw new MalformedMessageException(
                    "Expected the key " + trial.trial() + ", which the value is about, found " + record.key());
        }
        standing(trial);
        return trial;
    }

    /** What had become of the trial when it last was known to make progress: {@link Standing#NONE} in a first record. */
    public Standing standing() throws MalformedMessageException {
        return standing(trial());
    }

    private Standing standing(TrialDefinition trial) throws MalformedMessageException {
        long steps = (long) trial.epochs() * trial.batches();
        return new Standing(
                NumberHeader.read(record, ITERATION, steps).orElse(0),
                NumberHeader.read(record, ATTEMPTS, Integer.MAX_VALUE).orElse(0));
    }

    /** The trial as a new record, whose deliveries count from 1. */
    public static ProducerRecord<String, byte[]> anew(TrialDefinition trial, Standing standing) {
        ProducerRecord<String, byte[]> record = Placement.record(Topic.TRIALS, trial.trial(), trial);
        NumberHeader.add(record, ITERATION, standing.iteration());
        NumberHeader.add(record, ATTEMPTS, standing.attempts());
        return record;
    }

    boolean is(ConsumerRecord<String, byte[]> other) {
        return record.partition() == other.partition() && record.offset() == other.offset();
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset() + ", delivery " + count();
    }
}
