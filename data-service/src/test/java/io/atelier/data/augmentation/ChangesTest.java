package io.atelier.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Augmentation.Crop;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every change, pixel for pixel, is torchvision's; {@code README.txt} beside the images says how they were made. */
class ChangesTest {

    private static final TensorFile VECTORS = vectors();

    @ParameterizedTest
    @ValueSource(strings = {"grey", "colour", "other"})
    void shouldMirror(String image) throws Exception {
        expect(image + ".mirror", image, 0, pixels -> Flipping.mirror(pixels, shape(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "colour", "other"})
    void shouldCropWithEveryFill(String image) throws Exception {
        int[][] places = {{0, 0}, {6, 6}, {1, 5}, {4, 2}, {3, 3}};
        for (Crop.Fill fill : Crop.Fill.values()) {
            Cropping cropping = new Cropping(new Crop(3, fill), shape(image));
            for (int[] place : places) {
                String name = "%s.crop.%s.%d.%d".formatted(image, Value.label(fill), place[0], place[1]);
                expect(name, image, 0, pixels -> cropping.cut(pixels, place[0], place[1]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "colour", "other"})
    void shouldErase(String image) throws Exception {
        expect(image + ".erase", image, 0, pixels -> new Box(2, 1, 3, 4).blank(pixels, shape(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "colour"})
    void shouldBrighten(String image) throws Exception {
        for (String factor : new String[] {"0.7", "1.4"}) {
            expect(
                    image + ".brightness." + factor,
                    image,
                    1e-6f,
                    pixels -> Toning.brighten(pixels, Float.parseFloat(factor)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "colour"})
    void shouldChangeContrast(String image) throws Exception {
        for (String factor : new String[] {"0.7", "1.4"}) {
            expect(
                    image + ".contrast." + factor,
                    image,
                    1e-6f,
                    pixels -> Toning.contrast(pixels, shape(image), Float.parseFloat(factor)));
        }
    }

    private static void expect(String name, String image, float tolerance, Consumer<float[]> change) throws Exception {
        float[] pixels = VECTORS.tensor(image).toFloats();
        change.accept(pixels);
        float[] expected = VECTORS.tensor(name).toFloats();
        if (tolerance == 0) {
            assertThat(pixels).as(name).containsExactly(expected);
        } else {
            assertThat(pixels).as(name).containsExactly(expected, within(tolerance));
        }
    }

    private static Shape shape(String image) {
        try {
            Tensor tensor = VECTORS.tensor(image);
            return new Shape((int) tensor.shape()[0], (int) tensor.shape()[1], (int) tensor.shape()[2]);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TensorFile vectors() {
        try (InputStream in = ChangesTest.class.getResourceAsStream("/augmentation/changes.safetensors")) {
            return Safetensors.read(ByteBuffer.wrap(in.readAllBytes()), Safetensors.Limits.DEFAULT);
        } catch (IOException | MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
