/**
 * The arithmetic of the layers on plain arrays, by the Vector API: no native code, no Deeplearning4j.
 *
 * <p>Every element is computed by the same operations in the same order whatever the width of the machine's vectors and
 * the number of threads, so that a training gives the same bits everywhere.
 *
 * <p>Vectors live in registers only while they do not leave a method. A method that computes with them is therefore short
 * of calls, takes and gives arrays, and does not carry sums through loops inside each other; it may through one after the
 * other.
 */
package io.atelier.engine.kernel;
