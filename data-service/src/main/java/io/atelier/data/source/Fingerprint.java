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
import java.util.List;

/** SHA-256 of what images are made from, and of settings. */
public final class Fingerprint {

    /** Raised when the same files become other pixels. */
    private static final int DECODERS = 1;

    private Fingerprint() {}

    /** Of names, sizes and times of files. */
    static String of(String kind, Path folder, Iterable<Path> files, SourceSettings settings) throws DatasetException {
        MessageDigest digest = begun(kind, folder.toString(), settings);
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

    /** Of texts that say what is made. */
    public static String of(String kind, String place, List<String> texts, SourceSettings settings) {
        MessageDigest digest = begun(kind, place, settings);
        texts.forEach(text -> add(digest, text));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest begun(String kind, String place, SourceSettings settings) {
        MessageDigest digest = sha256();
        add(digest, DECODERS + "\n" + kind + "\n" + place + "\n" + settings);
        return digest;
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
