/** The critical path of a training step: its pieces, measured on one thread and scheduled onto more by simulation. */
package io.atelier.bench.path;
