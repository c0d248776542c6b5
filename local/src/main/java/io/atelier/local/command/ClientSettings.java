package io.atelier.local.command;

import io.atelier.local.LocalException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/** Settings of Kafka clients that a command opens. */
final class ClientSettings {

    private static final int TIMEOUT_MILLIS = 30_000;

    private ClientSettings() {}

    /**
     * For that cluster.
     *
     * @param file with more of them, as for Kafka's own tools
     */
    static Map<String, Object> of(String server, Optional<Path> file) throws LocalException {
        Properties read = new Properties();
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                read.load(reader);
            } catch (IOException e) {
                throw new LocalException("Cannot read " + e.getMessage() + ", which --command-config names", e);
            }
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS));
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(TIMEOUT_MILLIS / 2));
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, server);
        return settings;
    }
}
