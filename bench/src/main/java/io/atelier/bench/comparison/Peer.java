package io.atelier.bench.comparison;

import java.util.List;

/**
 * Whom ours is compared with.
 *
 * @param name as the table heads its column
 * @param contenders where there are any, at least one in float32
 * @param remarks what its user must know, a line each
 */
public record Peer(String name, List<Contender> contenders, List<String> remarks) {

    public Peer {
        contenders = List.copyOf(contenders);
        remarks = List.copyOf(remarks);
    }
}
