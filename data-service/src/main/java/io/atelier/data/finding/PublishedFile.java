package io.atelier.data.finding;

import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file as its authors published it.
 *
 * @param name the file's name
 * @param length in bytes
 * @param md5 in lower-case hex
 */
record PublishedFile(String name, long length, String md5) {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedFile.class);
    private static final int BUFFER = 1 << 16;

    Path in(Path folder) {
        return folder.resolve(name);
    }

    /** Whether the folder has the published file, and not a damaged one. */
    boolean isIn(Path folder) {
        if (!Files.isRegularFile(in(folder))) {
            return false;
        }
        try {
            check(in(folder));
            return true;
        } catch (DatasetException e) {
            LOG.warn("This is not the published file: {}", e.getMessage());
            return false;
        }
    }

    /** Whether the folder has the published file; another one of that name is another dataset's. */
    boolean isPublished(Path folder) {
        try {
            return Files.isRegularFile(in(folder))
                    && Files.size(in(folder)) == length
                    && md5Of(in(folder)).equals(md5);
        } catch (IOException e) {
            // Whoever reads it as another dataset's says what is wrong.
            return false;
        }
    }

    /** Refuses a file that is not, byte for byte, the published one. */
    void check(Path file) throws DatasetException {
        try {
            long found = Files.size(file);
            if (found != length) {
                throw new DatasetException("%s is %s: expected %d bytes, found %d; remove it and get the published file"
                        .formatted(file, found < length ? "truncated" : "too long", length, found));
            }
            String sum = md5Of(file);
            if (!sum.equals(md5)) {
                throw new DatasetException(
                        "%s has a wrong MD5 sum: expected %s, found %s; remove it and get the published file"
                                .formatted(file, md5, sum));
            }
        } catch (IOException e) {
            throw new DatasetException("Cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static String md5Of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
