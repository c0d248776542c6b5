package io.atelier.bench.comparison;

import io.atelier.bench.process.WorkerCommand;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.function.Function;

/**
 * What is measured: ours, or the peer in one of the ways in which its users run it.
 *
 * @param name unique in a comparison
 * @param bf16 whether it computes in bfloat16 where that is quicker; float32 else
 */
public record Contender(String name, boolean bf16, Function<NetworkPlan, WorkerCommand> command) {}
