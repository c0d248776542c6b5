/** How training gets quicker with more threads: measured where there are processors for them, simulated beyond. */
package io.atelier.bench.scaling;
