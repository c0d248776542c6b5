package io.atelier.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Runs whatever Kafka broker is on the class path; ends with the process that has started it, however that ends. */
public final class ForeignBroker {

    private ForeignBroker() {}

    /** With the path of the broker's settings, as Kafka's own start script takes it. */
    public static void main(String[] arguments) {
        Thread watch = new Thread(ForeignBroker::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        kafka.Kafka.main(arguments);
    }

    /** Standard input is a pipe that nobody writes to: it ends with the parent. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Goes on.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    /** Where its class is, for the class path of a process. */
    static String location() {
        try {
            return Path.of(ForeignBroker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
