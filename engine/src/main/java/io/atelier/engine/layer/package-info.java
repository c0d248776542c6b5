/**
 * Layers for Deeplearning4j's {@code MultiLayerNetwork}, each with a class for its configuration and one that hands its
 * arrays to {@link io.atelier.engine.kernel}. Activations are {@code [n, height, width, channels]} throughout.
 */
package io.atelier.engine.layer;
