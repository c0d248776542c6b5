/** Training by the processes of {@code ./atelier run}, beside the same training in memory. */
package io.atelier.bench.pipeline;
