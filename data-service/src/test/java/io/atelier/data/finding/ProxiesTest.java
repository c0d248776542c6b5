package io.atelier.data.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.data.dataset.DatasetException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    @Test
    void shouldChooseByScheme() throws Exception {
        Proxies proxies = Proxies.of(Optional.of("http://first:3128/"), Optional.of("second"), Optional.empty());

        assertThat(proxies.select(URI.create("http://data.example/a"))).isEqualTo(List.of(proxy("first", 3128)));
        assertThat(proxies.select(URI.create("https://data.example/a"))).isEqualTo(List.of(proxy("second", 80)));
        assertThat(proxies.describe(URI.create("https://data.example/a"))).isEqualTo("through the proxy second:80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | true",
                "data.example | true",
                "other, .example | true",
                "EXAMPLE | true",
                "ata.example | false",
                "other | false",
                ", | false"
            })
    void shouldLeaveOutWhatNoProxyLists(String exceptions, boolean direct) throws Exception {
        Proxies proxies = Proxies.of(Optional.of("http://first:1"), Optional.empty(), Optional.of(exceptions));
        URI target = URI.create("http://data.example/a");

        assertThat(proxies.select(target).equals(List.of(Proxy.NO_PROXY))).isEqualTo(direct);
        assertThat(proxies.describe(target).equals("without a proxy, since no_proxy lists its host"))
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource({"socks5://proxy:1080", "http://", "http://a b", "https://proxy:1"})
    void shouldRefuseWhatNamesNoHttpProxyWithoutShowingIt(String value) {
        assertThatThrownBy(() -> Proxies.of(Optional.of(value), Optional.empty(), Optional.empty()))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "http_proxy must be as http://host:port, the address of an HTTP proxy, but is something else");
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }
}
