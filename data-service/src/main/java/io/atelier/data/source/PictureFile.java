package io.atelier.data.source;

/**
 * A PNG or JPEG file that was looked through: it is whole, of a kind that is supported, and within bounds. Owns its bytes,
 * which nobody changes.
 */
final class PictureFile {

    static final int MAX_SIDE = 16_384;
    static final long MAX_PIXELS = 64_000_000;

    private final String format;
    private final int width;
    private final int height;
    private final boolean isGrey;
    private final int bytesPerPixel;
    private final int orientation;
    private final byte[] plain;

    /**
     * Takes over the array.
     *
     * @param format {@code png} or {@code jpeg}, as the JDK names its readers
     * @param width in pixels, as the file has them
     * @param height in pixels, as the file has them
     * @param isGrey whether it has no colours
     * @param bytesPerPixel that decoding takes
     * @param orientation of EXIF, 1 to 8
     * @param plain the file without what is not needed for its pixels, such as profiles, thumbnails and text
     */
    PictureFile(
            String format, int width, int height, boolean isGrey, int bytesPerPixel, int orientation, byte[] plain) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.isGrey = isGrey;
        this.bytesPerPixel = bytesPerPixel;
        this.orientation = orientation;
        this.plain = plain;
    }

    /** Reads a file by its content, whatever its name. */
    static PictureFile of(byte[] file) throws UnreadableImageException {
        if (file.length == 0) {
            throw new UnreadableImageException("expected a PNG or JPEG file, found an empty one");
        }
        if (PngFile.is(file)) {
            return PngFile.read(file);
        }
        if (JpegFile.is(file)) {
            return JpegFile.read(file);
        }
        throw new UnreadableImageException("expected a PNG or JPEG file, found " + Guess.of(file));
    }

    static void requireSize(long width, long height) throws UnreadableImageException {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw new UnreadableImageException("expected 1 to %d pixels a side and at most %d in all, found %d x %d"
                    .formatted(MAX_SIDE, MAX_PIXELS, width, height));
        }
    }

    String format() {
        return format;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean isGrey() {
        return isGrey;
    }

    int orientation() {
        return orientation;
    }

    /** Not a copy: only for reading. */
    byte[] plain() {
        return plain;
    }

    /** Whether its rows are columns of the picture that people see. */
    boolean isTurned() {
        return orientation >= 5;
    }

    /** Bytes that decoding takes, roughly: the file, the JDK's image and ours. */
    long memory() {
        return plain.length + (long) width * height * (bytesPerPixel + (isGrey ? 1 : 3));
    }
}
