package io.atelier.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The tests' broker inside their JVM. */
final class EmbeddedTestBroker {

    private EmbeddedTestBroker() {}

    static String start() {
        try {
            BrokerFolder folder = BrokerFolder.make();
            format(folder);
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(folder.settings()), Time.SYSTEM);
            server.startup();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder), "stop-test-broker"));
            return folder.bootstrapServers();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the test broker", e);
        }
    }

    private static void format(BrokerFolder folder) {
        String data = folder.settings().get("log.dirs");
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerFolder.NODE)
                    .addDirectory(data)
                    .setMetadataLogDirectory(data)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setFeatureLevel("share.version", (short) 1)
                    .setFeatureLevel("transaction.version", (short) 2)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + data, e);
        }
    }

    private static void stop(KafkaRaftServer server, BrokerFolder folder) {
        server.shutdown();
        server.awaitShutdown();
        try {
            folder.delete();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder.path(), e);
        }
    }
}
