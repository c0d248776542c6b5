/** How fast the data service makes batches, by JMH. */
package io.atelier.bench.data;
