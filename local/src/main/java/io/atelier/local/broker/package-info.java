/** Kafka in this JVM: broker and controller of a cluster of one. */
package io.atelier.local.broker;
