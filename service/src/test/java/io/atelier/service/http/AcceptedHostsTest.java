package io.atelier.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedHostsTest {

    private final AcceptedHosts onLoopback = new AcceptedHosts("127.0.0.1", Optional.empty());
    private final AcceptedHosts inContainer = new AcceptedHosts("0.0.0.0", Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8081",
                "localhost.:1",
                "127.0.0.1",
                "127.0.0.1:8083",
                "127.1.2.3",
                "[::1]:80"
            })
    void shouldAcceptLoopbackEverywhere(String host) {
        assertThat(onLoopback.accepts(host)).isTrue();
        assertThat(new AcceptedHosts("::1", Optional.empty()).accepts(host)).isTrue();
        assertThat(inContainer.accepts(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "localhost:80:80",
                "localhost@evil.example",
                "localhost/evil",
                "",
                " ",
                "[::1",
                "10.0.0.7:8082",
                "data-service:8081"
            })
    void shouldRefuseEveryOtherNameOnLoopback(String host) {
        assertThat(onLoopback.accepts(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data-service:8081", "evaluator-service:8083", "trainer-service", "172.18.0.5:8082", "[fd00::5]"
            })
    void shouldAcceptNeighboursInContainers(String host) {
        assertThat(inContainer.accepts(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "172.18.0.5.evil.example", "data-service.evil.example"})
    void shouldRefuseForeignNamesInContainers(String host) {
        assertThat(inContainer.accepts(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void shouldAcceptWhatIsSet(String listensOn) {
        AcceptedHosts set = new AcceptedHosts(listensOn, Optional.of(List.of("Atelier.example", " other ")));

        assertThat(set.accepts("atelier.EXAMPLE:443")).isTrue();
        assertThat(set.accepts("other")).isTrue();
        assertThat(set.accepts("data-service")).isFalse();
        assertThat(new AcceptedHosts(listensOn, Optional.of(List.of("*"))).accepts("evil.example"))
                .isTrue();
    }
}
