/** How services reach the broker, as beans. */
package io.atelier.service.kafka;
