/** Records that could not be used, kept with the reason. */
package io.atelier.contract.deadletter;
