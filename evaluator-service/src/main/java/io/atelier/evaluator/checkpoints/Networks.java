package io.atelier.evaluator.checkpoints;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.atelier.engine.Architecture;
import io.atelier.engine.Network;

/** Keeps a few networks, one per architecture, and owns their native memory. Confined to one thread. */
final class Networks implements AutoCloseable {

    private final Cache<String, Network> networks;

    Networks(int kept) {
        networks = Caffeine.newBuilder()
                .maximumSize(kept)
                // Evicts, and so frees the memory, before get() returns; what was asked for last stays.
                .executor(Runnable::run)
                .evictionListener((String name, Network network, RemovalCause cause) -> network.close())
                .build();
    }

    /** The network for an architecture, with whatever parameters it had last; valid until the next call. */
    Network get(Architecture architecture) {
        return networks.get(architecture.name(), name -> Network.create(architecture, 0));
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
