package io.atelier.data.source;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes the PNG files that most are: 8 bits, grey or RGB, upright, not interlaced, without transparency. For small ones
 * this takes a quarter of the JDK's time. What it does not read, be it damaged or of another kind, is the JDK's to judge.
 * Filters are those of <a href="https://www.w3.org/TR/png-3/#9Filters">the PNG specification</a>.
 */
final class PlainPng {

    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;

    /** 8 bits, grey: where it is in the file, and what it is. */
    private static final int KIND_AT = SIGNATURE + 8 + 8;

    private static final byte[][] KINDS = {{8, 0, 0, 0, 0}, {8, 2, 0, 0, 0}};

    private final ByteBuffer file;
    private final int height;
    private final int row;
    private final int pixel;
    private final byte[] filtered;

    private PlainPng(PictureFile file, int channels) {
        this.file = ByteBuffer.wrap(file.plain());
        this.height = file.height();
        this.row = file.width() * channels;
        this.pixel = channels;
        this.filtered = new byte[height * (1 + row)];
    }

    /** The picture, or nothing if the JDK has to look at the file. */
    static Optional<Picture> read(PictureFile file) {
        int channels = file.isGrey() ? 1 : 3;
        if (!isPlain(file, KINDS[channels / 2])) {
            return Optional.empty();
        }
        PlainPng png = new PlainPng(file, channels);
        byte[] pixels = new byte[png.height * png.row];
        return png.inflate() && png.unfilter(pixels)
                ? Optional.of(new Picture(file.width(), file.height(), channels, pixels))
                : Optional.empty();
    }

    private static boolean isPlain(PictureFile file, byte[] kind) {
        byte[] plain = file.plain();
        return file.format().equals("png")
                && file.orientation() == Exif.UPRIGHT
                && ByteBuffer.wrap(plain, KIND_AT, kind.length).equals(ByteBuffer.wrap(kind))
                && (long) file.height() * (1 + 3L * file.width()) < Integer.MAX_VALUE;
    }

    /** Fills the rows; returns whether there are enough of them, and nothing but them in the file. */
    private boolean inflate() {
        Inflater inflater = new Inflater();
        try {
            int done = 0;
            for (int at = SIGNATURE; ; at += FRAME + file.getInt(at)) {
                switch (file.getInt(at + 4)) {
                    case IHDR -> {}
                    case IDAT -> {
                        inflater.setInput(file.array(), at + 8, file.getInt(at));
                        done += inflate(inflater, done);
                    }
                    case IEND -> {
                        return done == filtered.length;
                    }
                    default -> {
                        return false;
                    }
                }
            }
        } catch (DataFormatException e) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private int inflate(Inflater inflater, int from) throws DataFormatException {
        int done = from;
        while (done < filtered.length
                && !inflater.needsInput()
                && !inflater.finished()
                && !inflater.needsDictionary()) {
            done += inflater.inflate(filtered, done, filtered.length - done);
        }
        return done - from;
    }

    private boolean unfilter(byte[] pixels) {
        for (int y = 0; y < height; y++) {
            int from = y * (1 + row);
            int to = y * row;
            System.arraycopy(filtered, from + 1, pixels, to, row);
            switch (filtered[from]) {
                case 0 -> {}
                case 1 -> sub(pixels, to);
                case 2 -> up(pixels, to, y == 0);
                case 3 -> average(pixels, to, y == 0);
                case 4 -> paeth(pixels, to, y == 0);
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private void sub(byte[] pixels, int at) {
        for (int i = pixel; i < row; i++) {
            pixels[at + i] += pixels[at + i - pixel];
        }
    }

    private void up(byte[] pixels, int at, boolean isFirst) {
        for (int i = 0; i < row && !isFirst; i++) {
            pixels[at + i] += pixels[at + i - row];
        }
    }

    private void average(byte[] pixels, int at, boolean isFirst) {
        for (int i = 0; i < row; i++) {
            int left = i < pixel ? 0 : Byte.toUnsignedInt(pixels[at + i - pixel]);
            int above = isFirst ? 0 : Byte.toUnsignedInt(pixels[at + i - row]);
            pixels[at + i] += (byte) ((left + above) / 2);
        }
    }

    private void paeth(byte[] pixels, int at, boolean isFirst) {
        for (int i = 0; i < row; i++) {
            int left = i < pixel ? 0 : Byte.toUnsignedInt(pixels[at + i - pixel]);
            int above = isFirst ? 0 : Byte.toUnsignedInt(pixels[at + i - row]);
            int corner = isFirst || i < pixel ? 0 : Byte.toUnsignedInt(pixels[at + i - row - pixel]);
            pixels[at + i] += (byte) nearest(left, above, corner);
        }
    }

    private static int nearest(int left, int above, int corner) {
        int guess = left + above - corner;
        int toLeft = Math.abs(guess - left);
        int toAbove = Math.abs(guess - above);
        int toCorner = Math.abs(guess - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
