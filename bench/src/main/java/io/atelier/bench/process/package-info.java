/** The measuring processes: what they do, how they are started, and what they answer. */
package io.atelier.bench.process;
