package io.atelier.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Augmentation.Crop.Fill;
import io.atelier.contract.recipe.Augmentation.Flip.Mode;
import io.atelier.contract.recipe.Augmentation.Range;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmenterTest {

    private static final Shape SHAPE = new Shape(8, 10, 3);
    private static final long SEED = 42;

    private static final List<Augmentation> ALL = List.of(
            new Augmentation.Crop(2, Fill.REFLECT),
            new Augmentation.Flip(Mode.ALTERNATING),
            new Augmentation.Keras(0.1, 0.1, 10, true),
            new Augmentation.Rotation(5),
            new Augmentation.Brightness(0.2),
            new Augmentation.Contrast(0.2),
            new Augmentation.Erase(0.5, new Range(0.02, 0.33), new Range(0.3, 3.3)),
            new Augmentation.Cutout(4));

    @Test
    void shouldBeAFunctionOfSeedEpochAndImageAlone() {
        float[] first = changed(new Augmenter(ALL, SHAPE), 3, 17);
        Augmenter used = new Augmenter(ALL, SHAPE);
        for (int image = 0; image < 50; image++) {
            changed(used, 1, image);
        }

        assertThat(changed(used, 3, 17)).isEqualTo(first);
        assertThat(changed(used, 4, 17)).isNotEqualTo(first);
        assertThat(changed(used, 3, 18)).isNotEqualTo(first);
        assertThat(first).isNotEqualTo(image());
    }

    @Test
    void shouldKeepPixelsInTheUnitInterval() {
        Augmenter augmenter = new Augmenter(ALL, SHAPE);
        for (int image = 0; image < 500; image++) {
            for (float value : changed(augmenter, 1, image)) {
                assertThat(value).isBetween(-1e-5f, 1 + 1e-5f);
            }
        }
    }

    /** The list's order matters, and each place in it has seeds of its own. */
    @Test
    void shouldDrawAnewAtEveryPosition() {
        Augmentation crop = new Augmentation.Crop(3, Fill.NEAREST);
        Set<List<Integer>> pairs = new HashSet<>();
        for (int image = 0; image < 200; image++) {
            pairs.add(List.of(
                    new Draw(SEED, 1, image, 0).random().nextInt(4),
                    new Draw(SEED, 1, image, 1).random().nextInt(4)));
        }

        assertThat(pairs).hasSize(16);
        assertThat(changed(new Augmenter(List.of(crop, crop), SHAPE), 1, 5))
                .isNotEqualTo(changed(new Augmenter(List.of(crop), SHAPE), 1, 5));
    }

    @Test
    void shouldMirrorEveryImageInEverySecondEpochWhenAlternating() {
        Augmenter augmenter = new Augmenter(List.of(new Augmentation.Flip(Mode.ALTERNATING)), SHAPE);
        int inFirst = 0;
        for (int image = 0; image < 2000; image++) {
            boolean first = isMirrored(augmenter, 1, image);
            inFirst += first ? 1 : 0;
            for (int epoch = 2; epoch <= 5; epoch++) {
                assertThat(isMirrored(augmenter, epoch, image))
                        .as("image %d in epoch %d", image, epoch)
                        .isEqualTo(first == (epoch % 2 == 1));
            }
        }
        assertThat(inFirst).isBetween(900, 1100);
    }

    @Test
    void shouldMirrorHalfOfTheImagesInEveryEpochAtRandom() {
        Augmenter augmenter = new Augmenter(List.of(new Augmentation.Flip(Mode.RANDOM)), SHAPE);
        int mirrored = 0;
        int again = 0;
        for (int image = 0; image < 2000; image++) {
            boolean first = isMirrored(augmenter, 1, image);
            mirrored += first ? 1 : 0;
            again += first == isMirrored(augmenter, 2, image) ? 1 : 0;
        }
        assertThat(mirrored).isBetween(900, 1100);
        assertThat(again).isBetween(900, 1100);
    }

    @Test
    void shouldCropAtEveryPlaceEquallyOften() {
        int[] counts = new int[25];
        Augmenter augmenter = new Augmenter(List.of(new Augmentation.Crop(2, Fill.ZERO)), new Shape(5, 5, 1));
        for (int index = 0; index < 5000; index++) {
            float[] image = new float[25];
            image[12] = 1;
            augmenter.apply(image, 0, SEED, 1, index);
            for (int i = 0; i < 25; i++) {
                counts[i] += image[i] == 1 ? 1 : 0;
            }
        }
        assertThat(counts).satisfies(all -> Arrays.stream(all)
                .forEach(count -> assertThat(count).isBetween(140, 260)));
    }

    /** The square's centre may be any pixel: at a corner only a quarter of it covers the image. */
    @Test
    void shouldCutSquaresOutThatMayLieHalfOutside() {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < 2000; i++) {
            float[] image = new float[(int) SHAPE.size()];
            Arrays.fill(image, 1);
            Box.of(new Augmentation.Cutout(4), SHAPE, new SplitMix64(i)).blank(image, SHAPE);
            int zeros = 0;
            for (float value : image) {
                zeros += value == 0 ? 1 : 0;
            }
            least = Math.min(least, zeros);
            most = Math.max(most, zeros);
        }
        assertThat(least).isEqualTo(3 * 4);
        assertThat(most).isEqualTo(3 * 16);
    }

    @Test
    void shouldEraseWithTheGivenProbabilityAreaAndAspect() {
        Shape shape = new Shape(100, 80, 1);
        Augmentation.Erase erase = new Augmentation.Erase(0.25, new Range(0.05, 0.2), new Range(0.5, 2));
        int erased = 0;
        for (int i = 0; i < 4000; i++) {
            Optional<Box> box = Box.of(erase, shape, new SplitMix64(i));
            erased += box.isPresent() ? 1 : 0;
            box.ifPresent(found -> {
                assertThat(found.height() * found.width() / 8000.0).isBetween(0.046, 0.205);
                assertThat((double) found.height() / found.width()).isBetween(0.47, 2.1);
                assertThat(found.top()).isBetween(0, 100 - found.height());
                assertThat(found.left()).isBetween(0, 80 - found.width());
            });
        }
        assertThat(erased).isBetween(900, 1100);
    }

    @Test
    void shouldEraseNothingWhereNoRectangleFits() {
        Augmentation.Erase erase = new Augmentation.Erase(1, new Range(1, 1), new Range(1, 1));

        assertThat(Box.of(erase, new Shape(6, 6, 1), new SplitMix64(1))).isEmpty();
    }

    @Test
    void shouldDrawFactorsOnBothSidesOfOne() {
        double least = 2;
        double most = 0;
        for (int i = 0; i < 2000; i++) {
            float factor = Toning.factor(0.4, new SplitMix64(i));
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(least).isBetween(0.6, 0.61);
        assertThat(most).isBetween(1.39, 1.4);
    }

    @Test
    void shouldRefuseToReflectMoreThanThereIs() {
        assertThatThrownBy(() -> new Augmenter(List.of(new Augmentation.Crop(8, Fill.REFLECT)), SHAPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "crop.padding must be less than the sides of the images to reflect them, but is 8 for 8 x 10");
    }

    private static boolean isMirrored(Augmenter augmenter, int epoch, int index) {
        float[] mirrored = image();
        Flipping.mirror(mirrored, SHAPE);
        float[] found = changed(augmenter, epoch, index);
        assertThat(Arrays.equals(found, mirrored) || Arrays.equals(found, image()))
                .isTrue();
        return Arrays.equals(found, mirrored);
    }

    private static float[] changed(Augmenter augmenter, int epoch, int index) {
        float[] pixels = new float[3 + (int) SHAPE.size()];
        System.arraycopy(image(), 0, pixels, 3, pixels.length - 3);
        augmenter.apply(pixels, 3, SEED, epoch, index);
        return Arrays.copyOfRange(pixels, 3, pixels.length);
    }

    private static float[] image() {
        SplittableRandom random = new SplittableRandom(1);
        float[] image = new float[(int) SHAPE.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        return image;
    }
}
