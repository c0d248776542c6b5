package io.atelier.data.source;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;

/**
 * The sizes of some images, the right way up.
 *
 * @param images how many could be read
 * @param minHeight of all
 * @param minWidth of all
 * @param maxHeight of all
 * @param maxWidth of all
 * @param isGrey whether all are
 * @param unreadable the first that could not be read, with the reason; empty if there is none
 */
public record Sizes(
        long images, int minHeight, int minWidth, int maxHeight, int maxWidth, boolean isGrey, String unreadable) {

    public static final Sizes NONE = new Sizes(0, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, true, "");

    /** The bytes of a file. */
    @FunctionalInterface
    public interface Bytes {
        byte[] read() throws UnreadableImageException;
    }

    /** Of one image. */
    public static Sizes of(String place, Bytes bytes) {
        try {
            PictureFile file = PictureFile.of(bytes.read());
            int height = file.isTurned() ? file.width() : file.height();
            int width = file.isTurned() ? file.height() : file.width();
            return new Sizes(1, height, width, height, width, file.isGrey(), "");
        } catch (UnreadableImageException e) {
            // Counted and named when it is decoded.
            return new Sizes(0, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, true, place + ": " + e.getMessage());
        }
    }

    public Sizes and(Sizes other) {
        return new Sizes(
                images + other.images,
                Math.min(minHeight, other.minHeight),
                Math.min(minWidth, other.minWidth),
                Math.max(maxHeight, other.maxHeight),
                Math.max(maxWidth, other.maxWidth),
                isGrey && other.isGrey,
                unreadable.isEmpty() ? other.unreadable : unreadable);
    }

    public boolean isOne() {
        return minHeight == maxHeight && minWidth == maxWidth;
    }

    /** As text for people. */
    public String range() {
        String least = minHeight + "x" + minWidth;
        return isOne() ? least : least + " to " + maxHeight + "x" + maxWidth;
    }

    /** What these images become. */
    public Shape shape(SourceSettings settings) {
        int channels = settings.colour().channels(isGrey);
        if (settings.size().isEmpty() && isOne()) {
            return new Shape(minHeight, minWidth, channels);
        }
        Size size = settings.size().orElse(SourceSettings.SIZE);
        return new Shape(size.height(), size.width(), channels);
    }
}
