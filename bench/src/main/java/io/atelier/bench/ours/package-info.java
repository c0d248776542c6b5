/** The process in which Atelier's own engine is measured. */
package io.atelier.bench.ours;
