package io.atelier.evaluator.it;

import io.atelier.contract.TestBroker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which can be frozen: its connections stand and nothing is answered. */
final class BrokerProcess implements AutoCloseable {

    private static final String ADDRESS = "BROKER AT ";

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    static BrokerProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Datelier.test.broker=embedded",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BrokerProcess.class.getName())
                .redirectError(new File("/dev/null"))
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith(ADDRESS)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The broker's process ended before it had a broker");
        }
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "broker-output");
        drain.setDaemon(true);
        drain.start();
        return new BrokerProcess(process, line.substring(ADDRESS.length()));
    }

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(ADDRESS + TestBroker.bootstrapServers());
        System.exit(System.in.read() < 0 ? 0 : 1);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    void freeze() throws IOException {
        signal("STOP");
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() != 0) {
            throw new IOException("Could not send " + name + " to the broker");
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        process.getOutputStream().close();
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
