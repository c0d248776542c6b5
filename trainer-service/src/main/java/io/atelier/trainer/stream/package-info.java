/** Batches ahead of need: a small window of requests in flight, answers taken in order. */
package io.atelier.trainer.stream;
