package io.atelier.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldPickAPortThatCanBeBound() throws IOException {
        int port = Ports.pick();

        assertThat(port).isBetween(Ports.FIRST, Ports.LAST);
        try (ServerSocket socket = new ServerSocket(port, 1, Loopback.at(port).getAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertThat(Ports.isFree(port)).isFalse();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }
}
