/** Values larger than a Kafka record: chunks, then a manifest that names their count, length and hash. */
package io.atelier.contract.chunk;
