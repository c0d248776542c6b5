package io.atelier.contract.message;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;
import java.util.List;

/** How a stream's pixels travel. */
public enum Encoding {
    /** Whole numbers from 0 to 255, of which readers make floats: a quarter of the bytes. */
    U8(Byte.BYTES),

    /** Floats in [0, 1], where augmentations mix pixels. */
    F32(Float.BYTES);

    private final int valueBytes;

    Encoding(int valueBytes) {
        this.valueBytes = valueBytes;
    }

    /** The smallest that holds what augmentations make of bytes. */
    public static Encoding of(List<Augmentation> augmentations) {
        return augmentations.stream().allMatch(Augmentation::keepsBytes) ? U8 : F32;
    }

    /** Bytes of an image and its label. */
    public long imageBytes(Shape image) {
        return image.size() * valueBytes + Short.BYTES;
    }
}
