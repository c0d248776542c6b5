package io.atelier.trainer.training;

/**
 * Result of a pass over validation images.
 *
 * @param loss mean cross-entropy
 * @param accuracy share of images classified right, in [0, 1]
 */
public record Score(double loss, double accuracy) {}
