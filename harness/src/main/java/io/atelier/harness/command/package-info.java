/** The command lines of {@code atelier chaos} and {@code atelier soak}. */
package io.atelier.harness.command;
