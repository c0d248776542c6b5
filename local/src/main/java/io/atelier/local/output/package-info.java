/** The directory of a run: where everything is, and who may use it. */
package io.atelier.local.output;
