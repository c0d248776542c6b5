/** The ways to the broker that all services take: clients set alike, the broker's features and topics, what it refuses. */
package io.atelier.contract.kafka;
