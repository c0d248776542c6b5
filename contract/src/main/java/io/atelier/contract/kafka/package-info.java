/** Kafka clients, all set the same way. */
package io.atelier.contract.kafka;
