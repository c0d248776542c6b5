package io.atelier.evaluator.kafka;

/** Is told of every record that became a dead letter. */
@FunctionalInterface
public interface DeadLetterCounter {

    void deadLetter(String topic);
}
