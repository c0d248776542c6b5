/**
 * The data service: answers requests for batches of images and plans runs.
 *
 * <p>{@code dataset}, {@code split} and {@code stream} are pure; {@code serving} answers requests from Kafka;
 * {@code planning} is the REST side. Here is what holds them together: configuration and start.
 */
package io.atelier.data;
