package io.atelier.data.source;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Says what a file is that is neither PNG nor JPEG, by its first bytes. */
final class Guess {

    private static final int SHOWN = 8;
    private static final Map<String, String> BEGINNINGS = Map.of(
            "GIF8", "a GIF file",
            "BM", "a BMP file",
            "RIFF", "a WebP file",
            "II*\0", "a TIFF file",
            "MM\0*", "a TIFF file",
            "%PDF", "a PDF file",
            "PK\3\4", "a ZIP file");

    private Guess() {}

    static String of(byte[] file) {
        String begin = new String(file, 0, Math.min(file.length, 256), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> known : BEGINNINGS.entrySet()) {
            if (begin.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        if (begin.startsWith("ftyp", 4)) {
            return "a HEIC, AVIF or MP4 file";
        }
        String text = begin.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML page";
        }
        return "one that begins with the bytes "
                + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(file.length, SHOWN));
    }
}
