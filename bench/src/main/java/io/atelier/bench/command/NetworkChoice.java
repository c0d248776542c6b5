package io.atelier.bench.command;

import io.atelier.bench.network.BenchNetworks;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --architectures}. */
final class NetworkChoice {

    @Option(
            names = "--architectures",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, separated by commas: built-in ones, resnet_20 (32x32 RGB, 10 classes) or"
                    + " resnet_18_64 (64x64 RGB, 200 classes). Default: all built-in ones.")
    List<String> architectures;

    /** Each once, in the order given. */
    List<NetworkPlan> plans(CommandSpec spec) {
        List<NetworkPlan> plans = new ArrayList<>();
        for (String name : new LinkedHashSet<>(architectures == null ? BuiltIns.names() : architectures)) {
            try {
                plans.add(BenchNetworks.named(name));
            } catch (UnknownArchitectureException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return plans;
    }
}
