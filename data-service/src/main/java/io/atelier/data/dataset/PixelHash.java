package io.atelier.data.dataset;

import io.atelier.contract.architecture.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what a dataset shows to networks: height, width, channels, number of training and of test images, each as 4
 * bytes; then the training images and the test images in their order, each its pixels and its label as 2 bytes. Numbers
 * are big-endian. Confined to one thread.
 */
public final class PixelHash {

    private final MessageDigest digest;

    /** Of a dataset with so many images, which come next. */
    public PixelHash(Shape shape, int train, int test) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        ByteBuffer head = ByteBuffer.allocate(5 * Integer.BYTES);
        head.putInt(shape.height()).putInt(shape.width()).putInt(shape.channels());
        digest.update(head.putInt(train).putInt(test).array());
    }

    /** The next images, as many bytes of pixels and labels as they are to be hashed. */
    public void addRecords(byte[] records, int length) {
        digest.update(records, 0, length);
    }

    /** In lower case; to be called once, after the last image. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
