package io.atelier.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The tests' broker inside their JVM, on free loopback ports. */
final class EmbeddedTestBroker {

    private static final int NODE = 1;

    private EmbeddedTestBroker() {}

    static String start() {
        try {
            Path directory = Files.createTempDirectory("atelier-broker-");
            String broker = "127.0.0.1:" + freePort();
            String controller = "127.0.0.1:" + freePort();
            format(directory);
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(configuration(directory, broker, controller)), Time.SYSTEM);
            server.startup();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory), "stop-test-broker"));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the test broker", e);
        }
    }

    private static void format(Path directory) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setFeatureLevel("share.version", (short) 1)
                    .setFeatureLevel("transaction.version", (short) 2)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + directory, e);
        }
    }

    private static Map<String, String> configuration(Path directory, String broker, String controller) {
        Map<String, String> configuration = new HashMap<>(TestBroker.settings());
        configuration.put("process.roles", "broker,controller");
        configuration.put("node.id", Integer.toString(NODE));
        configuration.put("log.dirs", directory.toString());
        configuration.put("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
        configuration.put("advertised.listeners", "PLAINTEXT://" + broker);
        configuration.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        configuration.put("controller.listener.names", "CONTROLLER");
        configuration.put("controller.quorum.voters", NODE + "@" + controller);
        return configuration;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void stop(KafkaRaftServer server, Path directory) {
        server.shutdown();
        server.awaitShutdown();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}
