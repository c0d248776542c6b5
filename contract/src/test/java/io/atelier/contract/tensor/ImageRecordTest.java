package io.atelier.contract.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRecordTest {

    /** Of five images of 3 x 2 pixels in colour and 300 classes, two in a record. */
    private static final StreamDefinition BYTES = stream(List.of());

    private static final StreamDefinition FLOATS = stream(List.of(new Augmentation.Rotation(10)));

    @Test
    void shouldWriteTheGoldenBytes() throws Exception {
        assertThat(ofBytes().toBytes()).isEqualTo(SafetensorsTest.resource("record-u8.safetensors"));
        assertThat(ofFloats().toBytes()).isEqualTo(SafetensorsTest.resource("record-f32.safetensors"));
    }

    @Test
    void shouldReadTheGoldenBytes() throws Exception {
        ImageRecord bytes = ImageRecord.read(SafetensorsTest.resource("record-u8.safetensors"), BYTES);
        ImageRecord floats = ImageRecord.read(SafetensorsTest.resource("record-f32.safetensors"), FLOATS);

        for (ImageRecord read : List.of(bytes, floats)) {
            assertThat(read.epoch()).isEqualTo(3);
            assertThat(read.index()).isEqualTo(1);
            assertThat(read.size()).isEqualTo(2);
            assertThat(read.label(0)).isEqualTo(299);
            assertThat(read.label(1)).isEqualTo(7);
        }
        assertThat(pixels(bytes)).startsWith(0, (float) (7 / 255.0), (float) (14 / 255.0));
        assertThat(pixels(floats)).startsWith(0, 1 / 64f, 2 / 64f);
    }

    /** Training has had these floats since the first version; a product with 1/255 would give others. */
    @Test
    void shouldMakeOfAByteItsShareOf255() {
        for (int value = 0; value < 256; value++) {
            assertThat(Pixels.unit((byte) value)).isEqualTo((float) (value / 255.0));
        }
    }

    @Test
    void shouldCopySomeOfItsImages() {
        float[] into = new float[40];

        ofBytes().copy(1, 1, into, 20);

        assertThat(into[19]).isZero();
        assertThat(into[20]).isEqualTo((float) (18 * 7 / 255.0));
        assertThat(into[37]).isEqualTo((float) (35 * 7 / 255.0));
        assertThat(into[38]).isZero();
    }

    @Test
    void shouldHaveAsManyImagesAsTheStreamSays() throws Exception {
        ImageRecord last = ImageRecord.ofBytes(BYTES, 1, 2, new byte[18], new int[] {1});

        assertThat(ImageRecord.read(last.toBytes(), BYTES).size()).isEqualTo(1);
        assertThatThrownBy(() -> ImageRecord.ofBytes(BYTES, 1, 2, new byte[36], new int[] {1, 2}))
                .hasMessage("tensor images of type U8 and shape [1, 3, 2, 3] must have 18 bytes, but has 36");
        assertThatThrownBy(() -> ImageRecord.ofBytes(BYTES, 1, 2, new byte[18], new int[] {1, 2}))
                .hasMessage("tensor labels of type U16 and shape [1] must have 2 bytes, but has 4");
        assertThatThrownBy(() -> ImageRecord.ofBytes(BYTES, 1, 2, new byte[18], new int[] {300}))
                .hasMessage("label must be between 0 and 299, but is 300");
        assertThatThrownBy(() -> ImageRecord.ofBytes(FLOATS, 1, 2, new byte[18], new int[] {1}))
                .hasMessage("stream " + FLOATS.id() + " has pixels of type F32, not U8");
    }

    /** Kafka's default limit for a batch of records is 1,048,588 bytes, with some 100 bytes of overhead. */
    @ParameterizedTest
    @CsvSource({"28, 1, 10", "1, 1, 65536", "64, 3, 100", "277, 3, 2"})
    void shouldFitIntoAnUntunedBrokerWhateverTheImagesAre(int side, int channels, int classes) throws Exception {
        DatasetReference dataset = new DatasetReference("d", side, side, channels, classes);
        for (List<Augmentation> augmentations : List.of(List.<Augmentation>of(), FLOATS.augmentations())) {
            int images = StreamDefinition.recordImages(dataset.image(), augmentations);
            StreamDefinition stream = new StreamDefinition(
                    dataset, Split.TRAIN, images, images, Holdout.NONE, augmentations, images, Long.MAX_VALUE);
            int pixels = images * (int) dataset.image().size();
            int[] labels = new int[images];
            labels[images - 1] = classes - 1;
            ImageRecord record = augmentations.isEmpty()
                    ? ImageRecord.ofBytes(stream, 1, 0, new byte[pixels], labels)
                    : ImageRecord.ofFloats(stream, 1, 0, new float[pixels], labels);

            byte[] bytes = record.toBytes();

            assertThat(bytes).hasSizeLessThan(925_000);
            assertThat(ImageRecord.read(bytes, stream).label(images - 1)).isEqualTo(classes - 1);
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "schema | 1 | Not a valid record of images: record of images has schema version 1; this build reads"
                        + " version 2: upgrade the older side",
                "schema | - | Expected metadata named schema, found none",
                "stream | - | Expected metadata named stream, found none",
                "stream | x | Not a valid record of images: expected one of stream d/train/5/r2/s1, found one of x",
                "epoch | x | Expected a number as epoch of a record, found x",
                "epoch | 0 | Not a valid record of images: epoch must be between 1 and 100000, but is 0",
                "index | 99999999999 | Expected a number as index of a record, found 99999999999",
                "index | 3 | Not a valid record of images: index must be between 0 and 2, but is 3",
                "index | 2 | Expected images U8[1, 3, 2, 3], found images U8[2, 3, 2, 3]",
            })
    void shouldRefuseMetadata(String name, String value, String message) throws Exception {
        TensorFile file = file(ofBytes());
        Map<String, String> metadata = new HashMap<>(file.metadata());
        metadata.remove(name);
        if (value != null) {
            metadata.put(name, value);
        }

        assertRefused(Safetensors.write(new TensorFile(metadata, file.tensors())), BYTES, message);
    }

    @Test
    void shouldRefuseTensorsOfAnotherKind() throws Exception {
        Tensor images = file(ofBytes()).tensor("images");
        Tensor labels = file(ofBytes()).tensor("labels");
        Tensor floats = file(ofFloats()).tensor("images");

        assertRefused(with(labels), BYTES, "Expected a tensor named images, found [labels]");
        assertRefused(with(images), BYTES, "Expected a tensor named labels, found [images]");
        assertRefused(with(floats, labels), BYTES, "Expected images U8[2, 3, 2, 3], found images F32[2, 3, 2, 3]");
        assertRefused(
                with(new Tensor("images", DType.U8, new long[] {2, 2, 3, 3}, images.data()), labels),
                BYTES,
                "Expected images U8[2, 3, 2, 3], found images U8[2, 2, 3, 3]");
        assertRefused(
                with(images, Tensor.ofBytes("labels", new byte[2], 2)),
                BYTES,
                "Expected labels U16[2], found labels U8[2]");
        assertRefused(
                with(images, labels, Tensor.ofBytes("more", new byte[2], 2)),
                BYTES,
                "Expected at most 2 tensors, found more");
    }

    /** Would catch memory for more than what a broker takes. */
    @Test
    void shouldRefuseWhatIsLargerThanARecord() {
        assertRefused(
                Safetensors.write(
                        new TensorFile(Map.of(), List.of(Tensor.ofBytes("images", new byte[921_601], 921_601)))),
                BYTES,
                "Expected tensor images to have at most 921600 bytes, found 921601");
    }

    @Test
    void shouldRefuseLabelsAndPixelsOutOfRange() throws Exception {
        ByteBuffer label = ByteBuffer.wrap(new byte[] {44, 1, 0, 0}); // 300
        assertRefused(
                with(file(ofBytes()).tensor("images"), new Tensor("labels", DType.U16, new long[] {2}, label)),
                BYTES,
                "Not a valid record of images: label must be between 0 and 299, but is 300");
        for (float pixel : new float[] {Float.NaN, 1.001f, -0.001f, Float.POSITIVE_INFINITY}) {
            TensorFile file = file(ofFloats());
            float[] pixels = file.tensor("images").toFloats();
            pixels[35] = pixel;
            assertRefused(
                    Safetensors.write(new TensorFile(
                            file.metadata(),
                            List.of(Tensor.ofFloats("images", pixels, 2, 3, 2, 3), file.tensor("labels")))),
                    FLOATS,
                    "Not a valid record of images: pixels must be in [0, 1], but pixel 35 is " + pixel);
        }
    }

    @Test
    void shouldRefuseAnEmptyRecord() {
        assertRefused(null, BYTES, "Expected a record of images, found an empty one");
    }

    private static StreamDefinition stream(List<Augmentation> augmentations) {
        return new StreamDefinition(
                new DatasetReference("d", 3, 2, 3, 300), Split.TRAIN, 5, 5, Holdout.NONE, augmentations, 2, 1);
    }

    /** Pixels go up by steps of 7. */
    private static ImageRecord ofBytes() {
        byte[] pixels = new byte[36];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (7 * i);
        }
        return ImageRecord.ofBytes(BYTES, 3, 1, pixels, new int[] {299, 7});
    }

    /** Pixels go up by steps of 1/64. */
    private static ImageRecord ofFloats() {
        float[] pixels = new float[36];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i / 64f;
        }
        return ImageRecord.ofFloats(FLOATS, 3, 1, pixels, new int[] {299, 7});
    }

    private static float[] pixels(ImageRecord record) {
        float[] pixels = new float[36];
        record.copy(0, 2, pixels, 0);
        return pixels;
    }

    private static TensorFile file(ImageRecord record) throws MalformedMessageException {
        return Safetensors.read(ByteBuffer.wrap(record.toBytes()), Safetensors.Limits.DEFAULT);
    }

    private static byte[] with(Tensor... tensors) throws MalformedMessageException {
        return Safetensors.write(new TensorFile(file(ofBytes()).metadata(), List.of(tensors)));
    }

    private static void assertRefused(byte[] bytes, StreamDefinition stream, String message) {
        assertThatThrownBy(() -> ImageRecord.read(bytes, stream))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }
}
