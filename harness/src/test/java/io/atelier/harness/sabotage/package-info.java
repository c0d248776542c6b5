/** Trainers with a promise broken on purpose: chaos must notice. */
package io.atelier.harness.sabotage;
