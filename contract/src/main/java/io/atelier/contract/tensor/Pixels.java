package io.atelier.contract.tensor;

/** From the bytes of an image to the floats that networks take. */
public final class Pixels {

    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = (float) (value / 255.0);
        }
    }

    private Pixels() {}

    /** An unsigned byte as its share of 255. */
    public static float unit(byte pixel) {
        return UNIT[Byte.toUnsignedInt(pixel)];
    }
}
