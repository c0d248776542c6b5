/**
 * Layers for Deeplearning4j's {@code MultiLayerNetwork}, and vertices with several inputs for its {@code ComputationGraph},
 * each with a class for its configuration and one that hands its arrays to {@link io.atelier.engine.kernel}. Activations are
 * {@code [n, height, width, channels]} or {@code [n, channels]}.
 *
 * <p>A layer may work in place of the gradient that it is given, so nobody gives the same array to two.
 */
package io.atelier.engine.layer;
