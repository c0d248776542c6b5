/** The peer: a network given as text, built on libtorch as a PyTorch user would, and measured. */
package io.atelier.bench.peer;
