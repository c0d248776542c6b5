package io.atelier.data.finding;

import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies that downloads go through: those of the JVM's own properties ({@code -Dhttp.proxyHost}), else those that
 * {@code http_proxy}, {@code https_proxy} and {@code no_proxy} name, as curl reads them.
 */
final class Proxies extends ProxySelector {

    private static final int DEFAULT_PORT = 80;

    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> exceptions;

    private Proxies(Optional<URI> http, Optional<URI> https, List<String> exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    /**
     * Reads the values of the three variables.
     *
     * @throws DatasetException if one of them does not name a proxy
     */
    static Proxies of(Optional<String> http, Optional<String> https, Optional<String> exceptions)
            throws DatasetException {
        return new Proxies(
                parse("http_proxy", http),
                parse("https_proxy", https),
                Arrays.stream(exceptions.orElse("").split(",", -1))
                        .map(exception -> exception.strip().toLowerCase(Locale.ROOT))
                        .filter(exception -> !exception.isEmpty())
                        .toList());
    }

    private static Optional<URI> parse(String variable, Optional<String> value) throws DatasetException {
        if (value.isEmpty() || value.get().isBlank()) {
            return Optional.empty();
        }
        String address = value.get().strip();
        try {
            URI proxy = new URI(address.contains("://") ? address : "http://" + address);
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
                return Optional.of(proxy);
            }
        } catch (URISyntaxException e) {
            // As one that is well formed, but names no proxy. The value may hold a password: it is not shown.
        }
        throw new DatasetException("%s must be as http://host:port, the address of an HTTP proxy, but is something else"
                .formatted(variable));
    }

    @Override
    public List<Proxy> select(URI target) {
        List<Proxy> ofJvm = ProxySelector.getDefault().select(target);
        Optional<URI> proxy = proxyFor(target);
        if (proxy.isEmpty() || !ofJvm.equals(List.of(Proxy.NO_PROXY))) {
            return ofJvm;
        }
        return List.of(new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port(proxy.get()))));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException cause) {
        // The download reports it.
    }

    /** Answers a proxy that asks for the name and password in its address. */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) {
                    return null;
                }
                return List.of(http, https).stream()
                        .flatMap(Optional::stream)
                        .filter(proxy -> proxy.getHost().equalsIgnoreCase(getRequestingHost())
                                && port(proxy) == getRequestingPort())
                        .findFirst()
                        .map(Proxies::credentials)
                        .orElse(null);
            }
        };
    }

    /** How the target is reached, for a message. */
    String describe(URI target) {
        SocketAddress used = select(target).get(0).address();
        String variable = "https".equals(target.getScheme()) ? "https_proxy" : "http_proxy";
        if (used instanceof InetSocketAddress address) {
            return "through the proxy %s:%s".formatted(address.getHostString(), Integer.toString(address.getPort()));
        }
        return "without a proxy, since " + (isExcepted(target) ? "no_proxy lists its host" : variable + " is not set");
    }

    private Optional<URI> proxyFor(URI target) {
        if (isExcepted(target)) {
            return Optional.empty();
        }
        return "https".equals(target.getScheme()) ? https : http;
    }

    private boolean isExcepted(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        return exceptions.stream().anyMatch(exception -> {
            String domain = exception.startsWith(".") ? exception.substring(1) : exception;
            return domain.equals("*") || host.equals(domain) || host.endsWith("." + domain);
        });
    }

    private static int port(URI proxy) {
        return proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
    }

    private static PasswordAuthentication credentials(URI proxy) {
        if (proxy.getRawUserInfo() == null) {
            return null;
        }
        String[] parts = proxy.getRawUserInfo().split(":", 2);
        return new PasswordAuthentication(
                decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "").toCharArray());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
