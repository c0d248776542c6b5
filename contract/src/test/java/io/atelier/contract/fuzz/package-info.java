/** Hostile input: Jazzer draws and mutates inputs of every decoder; what must hold for each is said here. */
package io.atelier.contract.fuzz;
