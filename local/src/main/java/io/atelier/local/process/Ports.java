package io.atelier.local.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports of the loopback interface. Free now: another process may take one before it is used. */
public final class Ports {

    /** Below the ports that systems give to outgoing connections: a client that reconnects can't take one of these. */
    static final int FIRST = 20_000;

    static final int LAST = 31_999;
    private static final int TRIES = 200;

    private Ports() {}

    public static int pick() {
        Random random = ThreadLocalRandom.current();
        for (int i = 0; i < TRIES; i++) {
            int port = random.nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port on the loopback interface found between " + FIRST + " and " + LAST
                + " in " + TRIES + " tries");
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(Loopback.at(port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
