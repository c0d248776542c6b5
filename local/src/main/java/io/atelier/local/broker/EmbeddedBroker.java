package io.atelier.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.metadata.storage.FormatterException;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.ShareVersion;
import org.apache.kafka.server.common.TransactionVersion;

/** A Kafka broker in this JVM, with share groups and transactions of version 2: a cluster by itself, or one of several. */
public final class EmbeddedBroker implements AutoCloseable {

    private final BrokerSettings settings;
    private final KafkaRaftServer server;

    private EmbeddedBroker(BrokerSettings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Starts the broker; formats its directory first if that has no data yet. Clients can connect on return, which of several
     * brokers comes only when most are there.
     *
     * @throws IOException if the directory cannot be used
     */
    public static EmbeddedBroker start(BrokerSettings settings) throws IOException {
        if (!isFormatted(settings)) {
            format(settings);
        }
        Properties properties = settings.properties();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(settings, server);
    }

    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Blocks until the broker has stopped. */
    public void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static boolean isFormatted(BrokerSettings settings) {
        return Files.exists(settings.directory().resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME));
    }

    private static void format(BrokerSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(settings.node().number())
                .setClusterId(settings.node().clusterId())
                .addDirectory(settings.directory().toString())
                .setMetadataLogDirectory(settings.directory().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setFeatureLevel(ShareVersion.FEATURE_NAME, ShareVersion.SV_1.featureLevel())
                .setFeatureLevel(TransactionVersion.FEATURE_NAME, TransactionVersion.TV_2.featureLevel());
        try {
            formatter.run();
        } catch (FormatterException e) {
            throw new IOException("Cannot format " + settings.directory() + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot format " + settings.directory(), e);
        }
    }
}
