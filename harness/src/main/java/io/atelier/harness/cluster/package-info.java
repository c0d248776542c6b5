/** Broker and services as child processes that are started, killed, stopped and frozen one by one, on purpose. */
package io.atelier.harness.cluster;
