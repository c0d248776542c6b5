/** Progress of a trial in Kafka: one owner at a time, each step one transaction. */
package io.atelier.trainer.progress;
