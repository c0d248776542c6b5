/** A run from its options to its results. */
package io.atelier.local.run;
