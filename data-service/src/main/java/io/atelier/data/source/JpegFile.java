package io.atelier.data.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Looks through JPEG files: segments, the size, the number of scans, whether the end is there. Decodes nothing. */
final class JpegFile {

    /** Each costs a pass over the image, however short it is. A photo saved for the web has about 10. */
    private static final int MAX_SCANS = 100;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int MARK = 0xff;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int ADOBE = 0xee;
    private static final int COMMENT = 0xfe;

    private final byte[] file;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private int at = 2;
    private int width;
    private int height;
    private int channels;
    private boolean isProgressive;
    private int scans;
    private int orientation = Exif.UPRIGHT;

    private JpegFile(byte[] file) {
        this.file = file;
    }

    static boolean is(byte[] file) {
        return file.length >= 3 && u8(file, 0) == MARK && u8(file, 1) == SOI && u8(file, 2) == MARK;
    }

    static PictureFile read(byte[] file) throws UnreadableImageException {
        return new JpegFile(file).read();
    }

    private PictureFile read() throws UnreadableImageException {
        plain.write(file, 0, 2);
        int marker = marker();
        while (marker != EOI) {
            int begin = at;
            int length = length();
            segment(marker, begin + 2, begin + length);
            if (isNeeded(marker)) {
                plain.write(MARK);
                plain.write(marker);
                plain.write(file, begin, length);
            }
            at = begin + length;
            if (marker == SOS) {
                skipScan();
            }
            marker = marker();
        }
        plain.write(MARK);
        plain.write(EOI);
        if (scans == 0) {
            throw new UnreadableImageException("expected pixels in the JPEG file, found none");
        }
        // A progressive image is kept whole as coefficients of 2 bytes.
        int bytesPerPixel = channels * (isProgressive ? 3 : 1);
        return new PictureFile("jpeg", width, height, channels == 1, bytesPerPixel, orientation, plain.toByteArray());
    }

    /** The code of the next marker, of which there may be filling before it. */
    private int marker() throws UnreadableImageException {
        requireMore(2);
        if (u8(file, at) != MARK) {
            throw new UnreadableImageException(
                    "expected a marker at byte %d of the JPEG file, found %02x: it is damaged"
                            .formatted(at, u8(file, at)));
        }
        while (at < file.length && u8(file, at) == MARK) {
            at++;
        }
        requireMore(1);
        int marker = u8(file, at++);
        if (marker == 0 || marker == SOI || (marker >= 0xd0 && marker <= 0xd7) || marker == 1) {
            throw new UnreadableImageException(
                    "expected a segment at byte %d of the JPEG file, found marker %02x: it is damaged"
                            .formatted(at - 2, marker));
        }
        return marker;
    }

    private int length() throws UnreadableImageException {
        requireMore(2);
        int length = u16(at);
        if (length < 2) {
            throw new UnreadableImageException(
                    "expected a segment of at least 2 bytes in the JPEG file, found %d: it is damaged"
                            .formatted(length));
        }
        requireMore(length);
        return length;
    }

    private void requireMore(int bytes) throws UnreadableImageException {
        if (file.length - at < bytes) {
            throw new UnreadableImageException(
                    "expected a whole JPEG file, found its end before that of the image: it is truncated");
        }
    }

    private void segment(int marker, int from, int to) throws UnreadableImageException {
        if (marker == APP1 && startsWithExif(from, to)) {
            orientation = Exif.orientation(file, from + EXIF.length, to);
        } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
            frame(marker, from, to);
        } else if (marker == SOS) {
            scans++;
            if (channels == 0 || scans > MAX_SCANS) {
                throw new UnreadableImageException("expected a frame and 1 to %d scans in the JPEG file, found %s"
                        .formatted(MAX_SCANS, channels == 0 ? "a scan without a frame" : "more scans"));
            }
        }
    }

    private boolean startsWithExif(int from, int to) {
        return to - from >= EXIF.length && Arrays.equals(file, from, from + EXIF.length, EXIF, 0, EXIF.length);
    }

    private void frame(int marker, int from, int to) throws UnreadableImageException {
        if (marker > 0xc2) {
            throw new UnreadableImageException(
                    "expected baseline or progressive JPEG, found another kind (frame %02x): save it as one of these"
                            .formatted(marker));
        }
        if (channels != 0 || to - from < 6) {
            throw new UnreadableImageException("expected one whole frame in the JPEG file, found another or none");
        }
        if (u8(file, from) != 8) {
            throw new UnreadableImageException("expected JPEG of 8 bits, found %d".formatted(u8(file, from)));
        }
        PictureFile.requireSize(u16(from + 3), u16(from + 1));
        height = u16(from + 1);
        width = u16(from + 3);
        isProgressive = marker == 0xc2;
        channels = u8(file, from + 5);
        if (channels != 1 && channels != 3) {
            throw new UnreadableImageException("expected grey or RGB, found %d channels%s: save it as RGB"
                    .formatted(channels, channels == 4 ? " (CMYK)" : ""));
        }
    }

    private static boolean isNeeded(int marker) {
        boolean isAttached = marker >= APP0 && marker <= 0xef;
        return marker != COMMENT && (!isAttached || marker == APP0 || marker == ADOBE);
    }

    /** Entropy-coded bytes, up to the next marker that is none of a restart. */
    private void skipScan() throws UnreadableImageException {
        int begin = at;
        while (true) {
            requireMore(2);
            if (u8(file, at) == MARK) {
                int next = u8(file, at + 1);
                if (next != 0 && next != MARK && (next < 0xd0 || next > 0xd7)) {
                    break;
                }
                at += next == MARK ? 1 : 2;
            } else {
                at++;
            }
        }
        plain.write(file, begin, at - begin);
    }

    private int u16(int index) {
        return u8(file, index) << 8 | u8(file, index + 1);
    }

    private static int u8(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
