/** Checkpoints: put together from chunks, scored on the test set, published once, and removed when superseded. */
package io.atelier.evaluator.checkpoints;
