package io.atelier.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a test broker that is no container keeps its data, and on which free loopback ports it listens.
 *
 * @param broker for clients
 */
record BrokerFolder(Path path, String broker, String controller) {

    static final int NODE = 1;

    private static final String DATA = "data";

    static BrokerFolder make() throws IOException {
        Path path = Files.createTempDirectory("atelier-broker-");
        Files.createDirectory(path.resolve(DATA));
        return new BrokerFolder(path, "127.0.0.1:" + freePort(), "127.0.0.1:" + freePort());
    }

    String bootstrapServers() {
        return broker;
    }

    /** Of a single node. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(TestBroker.settings());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", path.resolve(DATA).toString());
        settings.put("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + broker);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        return settings;
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
