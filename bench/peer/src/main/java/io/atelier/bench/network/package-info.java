/** The networks that are measured, and how PyTorch says them. */
package io.atelier.bench.network;
