/** An archive that measures where there is no Java. */
package io.atelier.bench.pack;
