/** Experiments as files: YAML and JSON, with what the command line puts into them, and what they would need. */
package io.atelier.local.experiment;
