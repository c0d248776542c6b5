package io.atelier.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.local.broker.BrokerSettings;
import io.atelier.local.broker.ClusterNode;
import io.atelier.local.broker.EmbeddedBroker;
import io.atelier.local.command.Atelier;
import io.atelier.local.process.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker that lets in only who has a certificate or a password, set up as docs/security.md says. */
final class SecureBroker {

    /** With everything built. */
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private final Path credentials;

    /** As good as ours, but of an authority that nobody here trusts. */
    private final Path strangers;

    private final int adminPort;
    private final EmbeddedBroker broker;

    /** The one of all tests, which starts at the first use and ends with the JVM. */
    static SecureBroker shared() {
        return Shared.BROKER;
    }

    private static final class Shared {
        static final SecureBroker BROKER = start();
    }

    private static SecureBroker start() {
        try {
            Path directory = Files.createTempDirectory("atelier-secure-");
            SecureBroker broker = new SecureBroker(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop(directory), "stop-secure-broker"));
            broker.giveAccess();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path makeCredentials(Path directory) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                        "sh", HOME.resolve("security/credentials").toString(), directory.toString())
                .inheritIO();
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(script.start().waitFor()).isZero();
        return directory;
    }

    private void stop(Path directory) {
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }

    private SecureBroker(Path directory) throws IOException, InterruptedException {
        credentials = makeCredentials(directory.resolve("credentials"));
        strangers = makeCredentials(directory.resolve("strangers"));
        int port = Ports.pick();
        adminPort = Ports.pick();
        int controllerPort = Ports.pick();
        Map<String, String> properties = new HashMap<>(read(credentials.resolve("broker/server.properties")));
        String addresses = "CLIENTS://127.0.0.1:" + port + ",ADMIN://127.0.0.1:" + adminPort;
        properties.put("listeners", addresses + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", addresses);
        properties.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        broker = EmbeddedBroker.start(
                new BrokerSettings(directory.resolve("kafka"), port, ClusterNode.single(controllerPort), properties));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String adminServer() {
        return "127.0.0.1:" + adminPort;
    }

    Path clientProperties(String user) {
        return credentials.resolve(user).resolve("client.properties");
    }

    String strangers(String process, String file) {
        return strangers.resolve(process).resolve(file).toString();
    }

    String strangersPassword() throws IOException {
        return Files.readString(strangers.resolve("admin/store.password"));
    }

    String password(String user) throws IOException {
        return Files.readString(credentials.resolve(user).resolve("password"));
    }

    /** Sets users, passwords and rights; returns what that says. */
    String giveAccess(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "access",
                "--bootstrap-server",
                adminServer(),
                "--command-config",
                clientProperties("admin").toString(),
                "--passwords",
                credentials.toString()));
        arguments.addAll(List.of(options));
        StringWriter said = new StringWriter();
        int exitCode = Atelier.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments.toArray(String[]::new));
        assertThat(exitCode).as(said.toString()).isZero();
        return said.toString();
    }

    /** Settings of a Kafka client of {@code user}. */
    Map<String, Object> client(String user) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        read(clientProperties(user)).forEach((name, value) -> settings.put(name.replaceFirst("^kafka\\.", ""), value));
        settings.put("bootstrap.servers", user.equals("admin") ? adminServer() : bootstrapServers());
        return settings;
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }
}
