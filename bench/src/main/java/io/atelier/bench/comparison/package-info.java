/** Ours against the peer: fresh processes in turn, and what their figures say. */
package io.atelier.bench.comparison;
