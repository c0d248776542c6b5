package io.atelier.data.source;

import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the names, sizes and times of files, and of settings. */
final class Fingerprint {

    /** Raised when the same files become other pixels. */
    private static final int DECODERS = 1;

    private Fingerprint() {}

    static String of(String kind, Path folder, Iterable<Path> files, SourceSettings settings) throws DatasetException {
        MessageDigest digest = sha256();
        add(digest, DECODERS + "\n" + kind + "\n" + folder + "\n" + settings);
        for (Path file : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                add(digest, file.toString());
                add(digest, attributes.size() + " " + attributes.lastModifiedTime());
            } catch (IOException e) {
                throw new DatasetException(
                        "Cannot read %s: %s; expected it to stay while the data service reads %s"
                                .formatted(file, e, folder),
                        e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its end marked, so that no two sequences of texts are alike. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
