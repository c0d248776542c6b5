package io.atelier.data.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final int LENGTH = 200_000;
    private static final int BREAK_AT = 120_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final byte[] content = new byte[LENGTH];
    private final AtomicInteger breaks = new AtomicInteger();
    private volatile boolean honoursRanges = true;
    private HttpServer server;
    private PublishedFile file;
    private Download download;

    @BeforeEach
    void serve() throws Exception {
        new SplittableRandom(5).nextBytes(content);
        byte[] md5 = MessageDigest.getInstance("MD5").digest(content);
        file = new PublishedFile("file.gz", LENGTH, HexFormat.of().formatHex(md5));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/data/file.gz", this::answer);
        server.start();
        download = new Download(
                URI.create("http://127.0.0.1:%d/data/"
                        .formatted(server.getAddress().getPort())),
                proxies(Optional.empty()),
                TIMEOUT,
                Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskOnlyForTheRestAfterABrokenConnection() throws Exception {
        breaks.set(1);

        download.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
        assertThat(ranges).hasSize(2).startsWith("whole");
        assertThat(ranges.get(1)).matches("bytes=[1-9][0-9]*-");
        assertThat(folder.resolve("file.gz.part")).doesNotExist();
    }

    @Test
    void shouldGoOnWhereAnEarlierProcessStopped() throws Exception {
        Files.write(folder.resolve("file.gz.part"), Arrays.copyOf(content, 50_000));

        download.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=50000-");
    }

    @Test
    void shouldStartAnewWhereTheServerKnowsNoRanges() throws Exception {
        breaks.set(1);
        honoursRanges = false;

        download.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
    }

    @Test
    void shouldStartAnewWhenTheEarlierPartWasSomethingElse() throws Exception {
        Files.write(folder.resolve("file.gz.part"), new byte[50_000]);

        download.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=50000-", "whole");
    }

    @Test
    void shouldNotDownloadWhatIsThere() throws Exception {
        Files.write(file.in(folder), content);

        download.ensure(file, folder);

        assertThat(ranges).isEmpty();
    }

    @Test
    void shouldReplaceADamagedFile() throws Exception {
        Files.write(file.in(folder), new byte[LENGTH]);

        download.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
    }

    @Test
    void shouldRefuseAnotherFileThanThePublishedOne() throws Exception {
        content[7]++;

        assertThatThrownBy(() -> download.ensure(file, folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("/data/file.gz is not the published file")
                .hasMessageContaining("wrong MD5 sum: expected " + file.md5());
        assertThat(folder.resolve("file.gz.part")).doesNotExist();
        assertThat(file.in(folder)).doesNotExist();
    }

    @Test
    void shouldGiveUpAfterSomeAttempts() {
        assertThatThrownBy(() -> download.ensure(new PublishedFile("missing.gz", 10, "00"), folder))
                .hasMessageContaining("/data/missing.gz after 4 attempts, without a proxy, since http_proxy is not set")
                .hasMessageContaining("status 404")
                .hasMessageContaining("download the files of Fashion-MNIST by hand");
    }

    /** Would catch a disk that fills between two looks at the file's size. */
    @Test
    void shouldNotWriteMoreThanTheFileHasHoweverMuchIsSent() {
        server.createContext("/data/endless.gz", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(content);
                }
            }
        });

        assertThatThrownBy(() -> download.ensure(new PublishedFile("endless.gz", 300_000, "00"), folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("more than the 300000 bytes that were expected came");
        assertThat(folder.resolve("endless.gz.part").toFile().length()).isLessThanOrEqualTo(300_000);
    }

    /** Would catch a lock, opened for writing before anybody looks. */
    @Test
    void shouldReadAFolderThatMayOnlyBeRead() throws Exception {
        Files.write(file.in(folder), content);
        Files.createDirectory(folder.resolve(".lock"));

        download.ensure(file, folder);

        assertThat(ranges).isEmpty();
    }

    @Test
    void shouldSayThatAFolderCannotBeWrittenTo() throws Exception {
        Files.createDirectory(folder.resolve(".lock"));

        assertThatThrownBy(() -> download.ensure(file, folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder + " lacks file.gz, and it can't be downloaded there (")
                .hasMessageContaining(".lock")
                .hasMessageContaining("set XDG_CACHE_HOME or atelier.data.cache to another folder");
    }

    @Test
    void shouldGoThroughTheProxy() throws Exception {
        server.createContext("/", this::answer);
        String proxy = "http://127.0.0.1:" + server.getAddress().getPort();
        Download behind = new Download(
                URI.create("http://nowhere.invalid/data/"), proxies(Optional.of(proxy)), TIMEOUT, Duration.ZERO);

        behind.ensure(file, folder);

        assertThat(file.in(folder)).hasBinaryContent(content);
    }

    @Test
    void shouldNameTheProxyThatDoesNotAnswer() {
        server.stop(0);
        String proxy = "http://user:secret@127.0.0.1:" + server.getAddress().getPort();

        assertThatThrownBy(() -> new Download(
                                URI.create("http://nowhere.invalid/data/"),
                                proxies(Optional.of(proxy)),
                                TIMEOUT,
                                Duration.ZERO)
                        .ensure(file, folder))
                .hasMessageContaining("after 4 attempts, through the proxy 127.0.0.1:"
                        + server.getAddress().getPort() + ": ")
                .hasMessageNotContaining("secret");
    }

    private static Proxies proxies(Optional<String> http) throws DatasetException {
        return Proxies.of(http, Optional.empty(), Optional.empty());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "whole" : range);
        int from = range == null || !honoursRanges ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, LENGTH - from);
        OutputStream body = exchange.getResponseBody();
        if (breaks.getAndDecrement() > 0) {
            body.write(content, from, Math.max(0, BREAK_AT - from));
            body.flush();
            // Ends the connection before the announced length.
            exchange.close();
            return;
        }
        body.write(content, from, LENGTH - from);
        exchange.close();
    }
}
