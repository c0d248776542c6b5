/** Kafka in this JVM: broker and controller, of a cluster of one or of several. */
package io.atelier.local.broker;
