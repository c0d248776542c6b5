package io.atelier.trainer.training;

/**
 * What one optimizer step reports.
 *
 * @param loss mean cross-entropy over the batch, before the step
 * @param correct how many images of the batch were classified right
 */
public record Step(double loss, int correct) {}
