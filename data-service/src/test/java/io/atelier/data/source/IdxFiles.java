package io.atelier.data.source;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files for tests. */
public final class IdxFiles {

    private IdxFiles() {}

    public static Path write(Path file, byte[] content, int... header) throws IOException {
        return Files.write(file, gzip(content, header));
    }

    public static byte[] gzip(byte[] content, int... header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            for (int number : header) {
                out.writeInt(number);
            }
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
