package io.atelier.evaluator.checkpoints;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.engine.Network;

/** Keeps a few networks, one per plan, and owns their native memory. Confined to one thread. */
final class Networks implements AutoCloseable {

    private final Cache<NetworkPlan, Network> networks;

    Networks(int kept) {
        networks = Caffeine.newBuilder()
                .maximumSize(kept)
                // Evicts, and so frees the memory, before get() returns; what was asked for last stays.
                .executor(Runnable::run)
                .evictionListener((NetworkPlan plan, Network network, RemovalCause cause) -> network.close())
                .build();
    }

    /** The network of a plan, with whatever parameters it had last; valid until the next call. */
    Network get(NetworkPlan plan) {
        return networks.get(plan, key -> Network.create(key, 0));
    }

    int size() {
        return networks.asMap().size();
    }

    @Override
    public void close() {
        networks.asMap().values().forEach(Network::close);
        networks.invalidateAll();
    }
}
