/** The queue of waiting trials: a Kafka share group whose locks are held for as long as a trial trains. */
package io.atelier.trainer.queue;
