/** What the measuring processes of either side have in common: the clock, and how a result gets to who asked. */
package io.atelier.bench.worker;
