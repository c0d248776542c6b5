/** Kafka clients and the broker's start. */
package io.atelier.evaluator.kafka;
