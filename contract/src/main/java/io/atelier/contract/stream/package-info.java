/** Asking for batches: a small window of requests in flight ahead of need, asked again, answers taken in order. */
package io.atelier.contract.stream;
