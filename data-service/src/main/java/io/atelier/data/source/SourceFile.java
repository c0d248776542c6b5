package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A binary file, inflated while it is read if its name ends with {@code .gz}. Confined to one thread. */
final class SourceFile implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final InputStream in;

    private SourceFile(Path path, InputStream in) {
        this.path = path;
        this.in = in;
    }

    static SourceFile open(Path path) throws DatasetException {
        InputStream raw = null;
        try {
            raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
            return new SourceFile(path, isGzip(path) ? new GZIPInputStream(raw, BUFFER) : raw);
        } catch (IOException e) {
            close(raw);
            throw unreadable(path, e);
        }
    }

    private static void close(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("A file that was only read can't be closed", e);
        }
    }

    static boolean isGzip(Path path) {
        return path.getFileName().toString().endsWith(".gz");
    }

    Path path() {
        return path;
    }

    /** The next bytes, or fewer where the file ends; allocates no more than twice what the file has. */
    byte[] read(int most) throws DatasetException {
        try {
            return in.readNBytes(most);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The next bytes; refuses a file that ends before. */
    byte[] exactly(int length, String what) throws DatasetException {
        byte[] bytes = read(length);
        if (bytes.length < length) {
            throw new DatasetException("%s is truncated: expected %d bytes of %s, found %d: get the file again"
                    .formatted(path, length, what, bytes.length));
        }
        return bytes;
    }

    /** Refuses a file that goes on. */
    void requireEnd(String after) throws DatasetException {
        if (read(1).length > 0) {
            throw new DatasetException(
                    "%s: expected the end of the file after %s, found more: it is not the file it says it is"
                            .formatted(path, after));
        }
    }

    private static DatasetException unreadable(Path path, IOException e) {
        if (e instanceof ZipException) {
            return new DatasetException(
                    "%s: expected a gzip file: %s: get it again".formatted(path, e.getMessage()), e);
        }
        if (e instanceof EOFException) {
            return new DatasetException(
                    "%s is truncated: expected the end of the gzip stream, found that of the file: get it again"
                            .formatted(path),
                    e);
        }
        return new DatasetException(
                "Cannot read %s: %s; expected a file that the data service may read".formatted(path, e), e);
    }

    @Override
    public void close() {
        close(in);
    }
}
