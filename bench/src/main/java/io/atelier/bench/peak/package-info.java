/** What this machine's arithmetic units can do at most. */
package io.atelier.bench.peak;
