package io.atelier.local.broker;

import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * A broker's place in its cluster, each of whose brokers is a controller as well.
 *
 * @param number from 1 to the number of brokers
 * @param controllerPorts on which they talk to each other, in the order of their numbers; they may differ at the next start
 *     of all
 * @param clusterId the same for all
 */
public record ClusterNode(int number, List<Integer> controllerPorts, String clusterId) {

    public ClusterNode {
        controllerPorts = List.copyOf(controllerPorts);
        if (number < 1 || number > controllerPorts.size()) {
            throw new IllegalArgumentException(
                    "a broker's number must be between 1 and the number of controller ports, " + controllerPorts.size()
                            + ", but is " + number);
        }
    }

    /** The one broker of a new cluster. */
    public static ClusterNode single(int controllerPort) {
        return new ClusterNode(1, List.of(controllerPort), Uuid.randomUuid().toString());
    }

    int brokers() {
        return controllerPorts.size();
    }

    int controllerPort() {
        return controllerPorts.get(number - 1);
    }
}
