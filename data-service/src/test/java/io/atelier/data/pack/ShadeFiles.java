package io.atelier.data.pack;

import io.atelier.data.source.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of small images, each of one shade. */
final class ShadeFiles {

    static final int SIDE = 6;

    private ShadeFiles() {}

    static void put(Path file, int shade) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        int[] shades = new int[SIDE * SIDE];
        Arrays.fill(shades, shade);
        image.getRaster().setPixels(0, 0, SIDE, SIDE, shades);
        Files.createDirectories(file.getParent());
        Files.write(file, PictureFiles.png(image));
    }
}
