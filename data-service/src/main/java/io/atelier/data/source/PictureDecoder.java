package io.atelier.data.source;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files, by the JDK but for the plainest: 8 bits, grey or RGB as the file has it, the right way up, on
 * white where it is transparent. Profiles of colour are not applied. Safe for any thread; images that are decoded at the
 * same time take no more than half of the heap.
 */
public final class PictureDecoder {

    private static final int MIB = 1 << 20;

    private final int budget;
    private final Semaphore free;

    /** @param bytes that all decoding may take at any moment */
    PictureDecoder(long bytes) {
        this.budget = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / MIB));
        this.free = new Semaphore(budget);
    }

    /** One that takes half of this process's heap. */
    public static PictureDecoder ofThisHeap() {
        return new PictureDecoder(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Decodes a file, whatever its name. */
    public Picture decode(byte[] file) throws UnreadableImageException {
        return decode(PictureFile.of(file));
    }

    private Picture decode(PictureFile file) throws UnreadableImageException {
        long needed = file.memory() / MIB + 1;
        if (needed > budget) {
            throw new UnreadableImageException(
                    "expected an image that is decoded in %d MiB, half of the data service's heap, found %d x %d pixels, which take %d MiB: give it a larger heap or make the image smaller"
                            .formatted(budget, file.width(), file.height(), needed));
        }
        free.acquireUninterruptibly((int) needed);
        try {
            Optional<Picture> plain = PlainPng.read(file);
            return plain.isPresent() ? plain.get() : ofJdk(file);
        } finally {
            free.release((int) needed);
        }
    }

    /** Any file. */
    static Picture ofJdk(PictureFile file) throws UnreadableImageException {
        return picture(file, read(file));
    }

    private static BufferedImage read(PictureFile file) throws UnreadableImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(file.format()).next();
        AtomicReference<String> warning = new AtomicReference<>();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.plain()))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
            BufferedImage image = reader.read(0);
            if (warning.get() != null) {
                throw new UnreadableImageException("expected an image without faults, found: " + warning.get());
            }
            if (image.getWidth() != file.width() || image.getHeight() != file.height()) {
                throw new UnreadableImageException("expected %d x %d pixels, as the file says, found %d x %d"
                        .formatted(file.width(), file.height(), image.getWidth(), image.getHeight()));
            }
            return image;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer some damaged files with other exceptions than they document.
            throw new UnreadableImageException("expected pixels that can be decoded, found: " + reason(e), e);
        } finally {
            reader.dispose();
        }
    }

    private static String reason(Exception e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = String.valueOf(last.getMessage());
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }

    private static Picture picture(PictureFile file, BufferedImage image) throws UnreadableImageException {
        Raster raster = image.getRaster();
        int channels = file.isGrey() ? 1 : 3;
        boolean isTurned = file.isTurned();
        int width = isTurned ? file.height() : file.width();
        int height = isTurned ? file.width() : file.height();
        byte[] pixels = new byte[width * height * channels];
        Row row = image.getColorModel() instanceof IndexColorModel palette
                ? new PaletteRow(palette, channels)
                : new SampleRow(raster, channels);
        for (int y = 0; y < file.height(); y++) {
            row.read(raster, y);
            for (int x = 0; x < file.width(); x++) {
                int to = target(file, x, y) * channels;
                for (int c = 0; c < channels; c++) {
                    pixels[to + c] = (byte) row.value(x, c);
                }
            }
        }
        return new Picture(width, height, channels, pixels);
    }

    /** Where a pixel of the file lies in the picture that people see. */
    private static int target(PictureFile file, int x, int y) {
        int right = file.width() - 1 - x;
        int below = file.height() - 1 - y;
        return switch (file.orientation()) {
            case 2 -> y * file.width() + right;
            case 3 -> below * file.width() + right;
            case 4 -> below * file.width() + x;
            case 5 -> x * file.height() + y;
            case 6 -> x * file.height() + below;
            case 7 -> right * file.height() + below;
            case 8 -> right * file.height() + y;
            default -> y * file.width() + x;
        };
    }

    /** A row of the JDK's image, as values from 0 to 255. */
    private interface Row {
        void read(Raster raster, int y);

        int value(int x, int channel);
    }

    /** Pixels that are numbers of colours. */
    private static final class PaletteRow implements Row {

        private final int[] colours;
        private final int channels;
        private int[] indices;

        PaletteRow(IndexColorModel palette, int channels) {
            this.colours = new int[palette.getMapSize()];
            palette.getRGBs(colours);
            this.channels = channels;
        }

        @Override
        public void read(Raster raster, int y) {
            indices = raster.getSamples(0, y, raster.getWidth(), 1, 0, indices);
        }

        @Override
        public int value(int x, int channel) {
            // Beyond the palette, which a damaged file may be: black, as libpng has it.
            int colour = indices[x] < colours.length ? colours[indices[x]] : 0xff000000;
            int shift = channels == 1 ? 0 : 16 - 8 * channel;
            return onWhite(colour >>> shift & 0xff, colour >>> 24);
        }
    }

    /** Pixels that have a number for each channel. */
    private static final class SampleRow implements Row {

        private final int bands;
        private final int most;
        private final boolean hasAlpha;
        private int[] samples;

        SampleRow(Raster raster, int channels) throws UnreadableImageException {
            bands = raster.getNumBands();
            most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
            hasAlpha = bands == channels + 1;
            if (bands != channels && !hasAlpha) {
                throw new UnreadableImageException("expected %d channels, found %d".formatted(channels, bands));
            }
        }

        @Override
        public void read(Raster raster, int y) {
            samples = raster.getPixels(0, y, raster.getWidth(), 1, samples);
        }

        @Override
        public int value(int x, int channel) {
            int alpha = hasAlpha ? eight(samples[x * bands + bands - 1]) : 255;
            return onWhite(eight(samples[x * bands + channel]), alpha);
        }

        private int eight(int sample) {
            return most == 255 ? sample : (sample * 255 + most / 2) / most;
        }
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
