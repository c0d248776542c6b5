/**
 * Networks of planned architectures that train and predict on a CPU with Deeplearning4j.
 * Start with {@link io.atelier.engine.NativeRuntime#start}, then {@link io.atelier.engine.Network#create}.
 */
package io.atelier.engine;
