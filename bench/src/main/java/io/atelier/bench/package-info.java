/** Benchmarks: training and inference beside libtorch, and the data service. */
package io.atelier.bench;
