package io.atelier.data.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads which way up a photo is from its EXIF, a TIFF directory. What is damaged there says nothing: upright. */
final class Exif {

    static final int UPRIGHT = 1;

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    private Exif() {}

    /** The orientation, 1 to 8, in {@code bytes[from...to)}, which begin with TIFF's header. */
    static int orientation(byte[] bytes, int from, int to) {
        if (to - from < HEADER) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, to - from).slice();
        int order = tiff.getShort(0);
        if (order == 0x4949) {
            tiff.order(ByteOrder.LITTLE_ENDIAN);
        } else if (order != 0x4d4d) {
            return UPRIGHT;
        }
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory < HEADER || directory + 2 > tiff.limit()) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (entry + ENTRY > tiff.limit()) {
                return UPRIGHT;
            }
            if (Short.toUnsignedInt(tiff.getShort((int) entry)) == ORIENTATION) {
                return value(tiff, (int) entry);
            }
        }
        return UPRIGHT;
    }

    private static int value(ByteBuffer tiff, int entry) {
        int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
        boolean isValid = tiff.getShort(entry + 2) == SHORT && tiff.getInt(entry + 4) == 1 && value >= 1 && value <= 8;
        return isValid ? value : UPRIGHT;
    }
}
