/** The command line: options in, exit codes out. */
package io.atelier.local.command;
