/** Users and their rights on a Kafka cluster that asks who one is. */
package io.atelier.local.access;
