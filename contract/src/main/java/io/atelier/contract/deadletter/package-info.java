/** Records that could not be used, kept with the reason on a topic of their own. */
package io.atelier.contract.deadletter;
