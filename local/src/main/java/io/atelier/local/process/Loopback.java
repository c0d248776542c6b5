package io.atelier.local.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The address on which everything here listens and is asked for: 127.0.0.1, whatever the JVM prefers. Its own idea of a
 * loopback address is another one where it prefers IPv6.
 */
public final class Loopback {

    public static final String HOST = "127.0.0.1";
    private static final byte[] BYTES = {127, 0, 0, 1};

    private Loopback() {}

    public static InetSocketAddress at(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(BYTES), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
