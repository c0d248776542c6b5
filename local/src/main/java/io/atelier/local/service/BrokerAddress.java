package io.atelier.local.service;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where a broker is that somebody else has started.
 *
 * @param servers host and port; of several, separated by commas, each is one of the same cluster
 */
public record BrokerAddress(String servers) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern SERVER = Pattern.compile("(?:[\\w.-]+|\\[[0-9a-fA-F:.]+]):[1-9]\\d{0,4}");

    public BrokerAddress {
        for (String server : servers.split(",", -1)) {
            if (!SERVER.matcher(server).matches() || port(server) > MAX_PORT) {
                throw new IllegalArgumentException(
                        "must be HOST:PORT, such as localhost:9092, but is \"" + servers + "\"");
            }
        }
    }

    /** Whether one of them takes a connection. */
    boolean answers() {
        return Arrays.stream(servers.split(",", -1))
                .anyMatch(server -> BrokerCheck.isOpen(new InetSocketAddress(host(server), port(server))));
    }

    private static String host(String server) {
        return server.substring(0, server.lastIndexOf(':'));
    }

    private static int port(String server) {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }
}
