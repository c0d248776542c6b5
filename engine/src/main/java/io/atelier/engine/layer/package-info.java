/**
 * Layers for Deeplearning4j's {@code MultiLayerNetwork}, each with a class for its configuration and one that computes.
 * Activations are {@code [n, height, width, channels]} throughout: oneDNN's kernels take them as they are.
 */
package io.atelier.engine.layer;
