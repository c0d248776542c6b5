package io.atelier.harness;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.Size;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.pack.Packs;
import io.atelier.data.source.Sources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** A folder of small files that become large images: packing them takes a while, drawing them does not. */
final class DrawnPhotos {

    /** Some twenty times what is packed at once. */
    static final Size SIZE = new Size(512, 512);

    private static final List<String> CLASSES = List.of("cat", "dog", "emu", "fox");
    private static final int IMAGES_OF_A_CLASS = 50;
    private static final int SIDE = 16;

    private DrawnPhotos() {}

    static void draw(Path folder) throws IOException {
        Random random = new Random(7);
        for (String name : CLASSES) {
            Path images = Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < IMAGES_OF_A_CLASS; i++) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                image.setRGB(0, 0, SIDE, SIDE, random.ints(SIDE * SIDE).toArray(), 0, SIDE);
                ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
            }
        }
    }

    /** What they become if nobody disturbs the packing. */
    static DatasetDescription describe(String name, Path folder, Path packs)
            throws DatasetException, InterruptedException {
        SourceSettings usual = SourceSettings.DEFAULT;
        SourceSettings settings = new SourceSettings(
                Optional.of(SIZE), usual.resize(), usual.colour(), usual.testFraction(), usual.splitSeed());
        return new Packs(packs, 0)
                .open(name, Sources.open(folder, settings), settings)
                .description();
    }
}
