/** {@code atelier chaos}: faults on purpose, and the proof that nothing was lost, repeated or changed by them. */
package io.atelier.harness.chaos;
