package io.atelier.evaluator.checkpoints;

import io.atelier.engine.Architecture;
import io.atelier.engine.Network;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the networks that were used last, one per architecture, and owns their native memory. Belongs to one thread. */
final class Networks implements AutoCloseable {

    private final int kept;
    private final Map<String, Network> networks = new LinkedHashMap<>(4, 0.75f, true);

    Networks(int kept) {
        this.kept = kept;
    }

    /** The network for an architecture, with whatever parameters it had last. */
    Network get(Architecture architecture) {
        Network network = networks.get(architecture.name());
        if (network == null) {
            if (networks.size() >= kept) {
                Iterator<Network> oldest = networks.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
            network = Network.create(architecture, 0);
            networks.put(architecture.name(), network);
        }
        return network;
    }

    @Override
    public void close() {
        networks.values().forEach(Network::close);
        networks.clear();
    }
}
