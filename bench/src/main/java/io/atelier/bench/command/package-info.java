/** The command line of the benchmarks. */
package io.atelier.bench.command;
