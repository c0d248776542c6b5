package io.atelier.data.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/** Looks through PNG files: chunks, their checksums, the size. What is compressed stays so. */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FRAME = 12;
    private static final int HEADER = 13;
    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private final byte[] file;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private ByteBuffer header;
    private boolean hasPixels;
    private int orientation = Exif.UPRIGHT;

    private PngFile(byte[] file) {
        this.file = file;
    }

    static boolean is(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    static PictureFile read(byte[] file) throws UnreadableImageException {
        return new PngFile(file).read();
    }

    private PictureFile read() throws UnreadableImageException {
        plain.writeBytes(SIGNATURE);
        int at = SIGNATURE.length;
        String type;
        do {
            int length = lengthOf(at);
            type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            requireSum(at, length, type);
            take(type, at, length);
            at += FRAME + length;
        } while (!type.equals("IEND"));
        if (!hasPixels) {
            throw new UnreadableImageException("expected pixels (IDAT) in the PNG file, found none");
        }
        int bits = header.get(8);
        int colours = header.get(9);
        boolean isGrey = colours == 0 || colours == 4;
        int channels = colours == 2 ? 3 : colours == 4 ? 2 : colours == 6 ? 4 : 1;
        return new PictureFile(
                "png",
                header.getInt(0),
                header.getInt(4),
                isGrey,
                channels * (bits == 16 ? 2 : 1),
                orientation,
                plain.toByteArray());
    }

    private int lengthOf(int at) throws UnreadableImageException {
        if (file.length - at < FRAME) {
            throw truncated();
        }
        int length = ByteBuffer.wrap(file).getInt(at);
        if (length < 0 || length > file.length - at - FRAME) {
            throw truncated();
        }
        return length;
    }

    private static UnreadableImageException truncated() {
        return new UnreadableImageException("expected a whole PNG file, found its end within a chunk: it is truncated");
    }

    private void requireSum(int at, int length, String type) throws UnreadableImageException {
        CRC32 sum = new CRC32();
        sum.update(file, at + 4, 4 + length);
        int expected = ByteBuffer.wrap(file).getInt(at + 8 + length);
        if ((int) sum.getValue() != expected) {
            throw new UnreadableImageException(
                    "expected checksum %08x in chunk %s of the PNG file, found %08x: it is damaged"
                            .formatted(expected, printable(type), (int) sum.getValue()));
        }
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > ' ' && c < 127) ? type : "of an unknown kind";
    }

    private void take(String type, int at, int length) throws UnreadableImageException {
        if ((header == null) != type.equals("IHDR")) {
            throw new UnreadableImageException(
                    "expected one header (IHDR) at the beginning of the PNG file, found chunk " + printable(type));
        }
        switch (type) {
            case "IHDR" -> readHeader(at + 8, length);
            case "IDAT" -> hasPixels |= length > 0;
            case "eXIf" -> orientation = Exif.orientation(file, at + 8, at + 8 + length);
            default -> requireKnown(type);
        }
        if (NEEDED.contains(type)) {
            plain.write(file, at, FRAME + length);
        }
    }

    /** What must be known to decode has a name that begins with a capital letter. */
    private static void requireKnown(String type) throws UnreadableImageException {
        if ((type.charAt(0) & 0x20) == 0 && !NEEDED.contains(type)) {
            throw new UnreadableImageException("expected chunks of PNG, found one %s".formatted(printable(type)));
        }
    }

    private void readHeader(int at, int length) throws UnreadableImageException {
        if (length != HEADER) {
            throw new UnreadableImageException("expected a PNG header of %d bytes, found %d".formatted(HEADER, length));
        }
        header = ByteBuffer.wrap(file, at, length).slice();
        PictureFile.requireSize(Integer.toUnsignedLong(header.getInt(0)), Integer.toUnsignedLong(header.getInt(4)));
        int bits = header.get(8);
        int colours = header.get(9);
        boolean isKnown =
                switch (colours) {
                    case 0 -> Set.of(1, 2, 4, 8, 16).contains(bits);
                    case 3 -> Set.of(1, 2, 4, 8).contains(bits);
                    case 2, 4, 6 -> bits == 8 || bits == 16;
                    default -> false;
                };
        if (!isKnown) {
            throw new UnreadableImageException(
                    "expected a kind of colours and a depth of PNG, found kind %d with %d bits"
                            .formatted(colours, bits));
        }
    }
}
