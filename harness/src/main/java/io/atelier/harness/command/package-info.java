/** The command lines of {@code atelier chaos}, {@code atelier soak} and {@code atelier load}. */
package io.atelier.harness.command;
