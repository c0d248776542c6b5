package io.atelier.data.finding;

import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads published files. What came before a connection broke is kept in {@code <name>.part} and only the rest is
 * asked for, in this process or the next; a file gets its name only when its sum is right.
 */
final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final int ATTEMPTS = 4;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final HttpClient client;
    private final URI base;
    private final Proxies proxies;
    private final Duration timeout;
    private final Duration pause;

    /**
     * @param base address of the folder that has the files, ending with a slash
     * @param proxies the proxies to go through
     * @param timeout longest wait for a connection, for an answer, and for the next bytes
     * @param pause before another attempt
     */
    Download(URI base, Proxies proxies, Duration timeout, Duration pause) {
        this.base = base;
        this.proxies = proxies;
        this.timeout = timeout;
        this.pause = pause;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .proxy(proxies)
                .authenticator(proxies.authenticator())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Makes sure that {@code folder} has the published file; if it has, the folder may be one that only may be read. */
    void ensure(PublishedFile file, Path folder) throws DatasetException, InterruptedException {
        Path target = file.in(folder);
        if (file.isIn(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            // Services that start together share the folder: the second waits and finds the file.
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                LOG.debug("Holding {}", lock);
                if (file.isIn(folder)) {
                    return;
                }
                Path part = folder.resolve(file.name() + ".part");
                requireRoom(file, folder, file.length() - sizeOf(part));
                fetchWithRetries(file, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                LOG.info("Downloaded {} to {}", file.name(), target);
            }
        } catch (IOException e) {
            throw new DatasetException(
                    "%s lacks %s, and it can't be downloaded there (%s): put the published files there, allow writing, or set XDG_CACHE_HOME or atelier.data.cache to another folder"
                            .formatted(folder, file.name(), e),
                    e);
        }
    }

    /** A full disk would look like a server that breaks off. */
    private static void requireRoom(PublishedFile file, Path folder, long bytes) throws DatasetException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new DatasetException(
                    "Expected %d bytes free on the disk of %s for %s, found %d: make room there, or set atelier.data.cache to another folder"
                            .formatted(bytes, folder, file.name(), free));
        }
    }

    private void fetchWithRetries(PublishedFile file, Path part)
            throws DatasetException, IOException, InterruptedException {
        URI source = base.resolve(file.name());
        for (int attempt = 1; ; attempt++) {
            boolean begun = sizeOf(part) > 0;
            try {
                if (sizeOf(part) < file.length()) {
                    fetch(source, file, part);
                }
                file.check(part);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new DatasetException(
                            "Cannot download %s after %d attempts, %s: %s; download the files of Fashion-MNIST by hand and name their folder"
                                    .formatted(source, attempt, proxies.describe(source), e),
                            e);
                }
                LOG.info("Download of {} broke after {} bytes: {}", source, sizeOf(part), e.toString());
                Thread.sleep(pause.toMillis());
            } catch (DatasetException e) {
                Files.deleteIfExists(part);
                if (!begun || attempt == ATTEMPTS) {
                    throw new DatasetException("%s is not the published file: %s".formatted(source, e.getMessage()), e);
                }
                LOG.warn("What was left of an earlier download is of no use, starting anew: {}", e.getMessage());
            }
        }
    }

    private void fetch(URI source, PublishedFile file, Path part) throws IOException, InterruptedException {
        long have = sizeOf(part);
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(timeout);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        CompletableFuture<HttpResponse<Path>> response =
                client.sendAsync(request.build(), info -> switch (info.statusCode()) {
                    case 206 ->
                        new LimitedBody<>(
                                BodySubscribers.ofFile(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                                file.length() - have);
                    case 200 ->
                        new LimitedBody<>(
                                BodySubscribers.ofFile(
                                        part,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE,
                                        StandardOpenOption.TRUNCATE_EXISTING),
                                file.length());
                    default -> BodySubscribers.replacing(part);
                });
        try {
            watch(response, file, part);
        } finally {
            response.cancel(true);
        }
        int status = response.join().statusCode();
        if (status == 416) {
            Files.deleteIfExists(part);
        }
        if (status != 200 && status != 206) {
            throw new IOException("the server answered with status " + status);
        }
    }

    /** Waits for the end, logs progress, and cancels a transfer that stands still. */
    private void watch(CompletableFuture<?> response, PublishedFile file, Path part)
            throws IOException, InterruptedException {
        long size = sizeOf(part);
        long tenthsLogged = 10 * size / file.length();
        long lastGrowth = System.nanoTime();
        while (true) {
            try {
                response.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().toString(), e.getCause());
            } catch (TimeoutException e) {
                long now = sizeOf(part);
                if (now != size) {
                    size = now;
                    lastGrowth = System.nanoTime();
                } else if (System.nanoTime() - lastGrowth > timeout.toNanos()) {
                    throw new IOException("nothing came for " + timeout.toSeconds() + " s", e);
                }
                if (10 * size / file.length() > tenthsLogged) {
                    tenthsLogged = 10 * size / file.length();
                    LOG.info("Downloading {}: {} of {} bytes", file.name(), size, file.length());
                }
            }
        }
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
