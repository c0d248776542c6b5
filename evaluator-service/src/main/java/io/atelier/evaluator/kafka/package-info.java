/** Kafka clients, the broker's start, and records that nobody could use. */
package io.atelier.evaluator.kafka;
