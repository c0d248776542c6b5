/** A long run with small epochs that shows that nothing grows: {@code atelier soak}. */
package io.atelier.harness.soak;
