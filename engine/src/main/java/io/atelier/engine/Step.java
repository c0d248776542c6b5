package io.atelier.engine;

/**
 * What one training step measured in its own forward pass, dropout included, before the update.
 *
 * @param loss mean cross-entropy over the batch, in nats; where it is not finite, the parameters are useless from then on
 * @param correct how many images had the highest probability at their label
 */
public record Step(double loss, int correct) {}
