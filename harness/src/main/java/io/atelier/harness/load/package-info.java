/** {@code atelier load}: what a data service and a broker carry. */
package io.atelier.harness.load;
