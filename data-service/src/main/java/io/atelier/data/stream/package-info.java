/** Batches as a pure function of dataset, stream definition, epoch and index. */
package io.atelier.data.stream;
