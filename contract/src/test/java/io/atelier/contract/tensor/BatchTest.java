package io.atelier.contract.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {

    private static final String STREAM = "fashion-mnist/test/10000/b256";

    @Test
    void shouldWriteTheGoldenBytes() throws Exception {
        assertThat(batch(2).toBytes()).isEqualTo(SafetensorsTest.resource("batch.safetensors"));
    }

    @Test
    void shouldReadTheGoldenBytes() throws Exception {
        Batch read = Batch.read(SafetensorsTest.resource("batch.safetensors"));

        assertThat(read.stream()).isEqualTo(STREAM);
        assertThat(read.epoch()).isEqualTo(3);
        assertThat(read.index()).isEqualTo(11);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.images()).isEqualTo(batch(2).images());
        assertThat(read.labels()).isEqualTo(batch(2).labels());
    }

    /** Kafka's default limit for a batch of records is 1,048,588 bytes, with some 100 bytes of overhead. */
    @Test
    void shouldFitIntoAnUntunedBroker() throws Exception {
        byte[] bytes = batch(256).toBytes();

        assertThat(bytes).hasSizeLessThan(1_000_000);
        assertThat(Batch.read(bytes).size()).isEqualTo(256);
    }

    @Test
    void shouldRefuseSizesThatDoNotFit() {
        assertThatThrownBy(() -> batch(257)).hasMessage("images of a batch must be between 1 and 256, but is 257");
        assertThatThrownBy(() -> batch(0)).hasMessage("images of a batch must be between 1 and 256, but is 0");
        assertThatThrownBy(() -> new Batch(STREAM, 1, 0, FloatBuffer.allocate(785), ByteBuffer.allocate(1)))
                .hasMessage("1 labels need 784 pixels, but there are 785");
        assertThatThrownBy(() -> new Batch(STREAM, 0, 0, FloatBuffer.allocate(784), ByteBuffer.allocate(1)))
                .hasMessage("epoch must be between 1 and 100000, but is 0");
        assertThatThrownBy(() -> new Batch(STREAM, 1, -1, FloatBuffer.allocate(784), ByteBuffer.allocate(1)))
                .hasMessage("index must be between 0 and 2147483647, but is -1");
        assertThatThrownBy(() -> new Batch("x".repeat(1501), 1, 0, FloatBuffer.allocate(784), ByteBuffer.allocate(1)))
                .hasMessage("stream is longer than 1500 characters");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "schema | 2 | Not a valid batch: batch has schema version 2; this build reads version 1: upgrade the"
                        + " older side",
                "schema | - | Expected metadata named schema, found none",
                "stream | - | Expected metadata named stream, found none",
                "epoch | x | Expected a number as epoch of a batch, found x",
                "epoch | 0 | Not a valid batch: epoch must be between 1 and 100000, but is 0",
                "index | 99999999999 | Expected a number as index of a batch, found 99999999999",
                "index | -1 | Not a valid batch: index must be between 0 and 2147483647, but is -1",
            })
    void shouldRefuseMetadata(String name, String value, String message) throws Exception {
        TensorFile file = file();
        Map<String, String> metadata = new HashMap<>(file.metadata());
        metadata.remove(name);
        if (value != null) {
            metadata.put(name, value);
        }

        assertRefused(Safetensors.write(new TensorFile(metadata, file.tensors())), message);
    }

    @Test
    void shouldRefuseTensorsOfAnotherKind() throws Exception {
        Tensor images = file().tensor("images");
        Tensor labels = file().tensor("labels");

        assertRefused(with(labels), "Expected a tensor named images, found [labels]");
        assertRefused(with(images), "Expected a tensor named labels, found [images]");
        assertRefused(
                with(new Tensor("images", DType.F32, new long[] {2, 784}, images.data()), labels),
                "Expected images F32[2, 1, 28, 28], found images F32[2, 784]");
        assertRefused(
                with(images, Tensor.ofBytes("labels", new byte[3], 3)),
                "Expected images F32[3, 1, 28, 28], found images F32[2, 1, 28, 28]");
        assertRefused(
                with(images, Tensor.ofLongs("labels", new long[2], 2)), "Expected labels U8[2], found labels I64[2]");
        assertRefused(
                with(images, Tensor.ofBytes("labels", new byte[2], 2, 1)),
                "Expected labels U8[2], found labels U8[2, 1]");
        assertRefused(
                with(images, labels, Tensor.ofBytes("more", new byte[2], 2)), "Expected at most 2 tensors, found more");
        assertRefused(
                with(Tensor.ofFloats("images", new float[0], 0, 1, 28, 28), Tensor.ofBytes("labels", new byte[0], 0)),
                "Not a valid batch: images of a batch must be between 1 and 256, but is 0");
    }

    @Test
    void shouldRefuseLabelsAndPixelsOutOfRange() throws Exception {
        assertRefused(
                with(file().tensor("images"), Tensor.ofBytes("labels", new byte[] {0, 10}, 2)),
                "Not a valid batch: label must be between 0 and 9, but is 10");
        assertRefused(
                with(file().tensor("images"), Tensor.ofBytes("labels", new byte[] {0, -1}, 2)),
                "Not a valid batch: label must be between 0 and 9, but is 255");
        for (float pixel : new float[] {Float.NaN, 1.001f, -0.001f, Float.POSITIVE_INFINITY}) {
            float[] pixels = file().tensor("images").toFloats();
            pixels[1000] = pixel;
            assertRefused(
                    with(Tensor.ofFloats("images", pixels, 2, 1, 28, 28), file().tensor("labels")),
                    "Not a valid batch: pixels must be in [0, 1], but pixel 1000 is " + pixel);
        }
    }

    @Test
    void shouldRefuseAnEmptyRecord() {
        assertRefused(null, "Expected a batch, found an empty record");
    }

    /** Pixels go up by steps of 1/1024 and begin again, labels count. */
    private static Batch batch(int size) {
        float[] pixels = new float[size * Batch.PIXELS];
        byte[] labels = new byte[size];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i % 1025) / 1024f;
        }
        for (int i = 0; i < size; i++) {
            labels[i] = (byte) (i % Batch.CLASSES);
        }
        return new Batch(STREAM, 3, 11, FloatBuffer.wrap(pixels), ByteBuffer.wrap(labels));
    }

    private static TensorFile file() throws MalformedMessageException {
        return Safetensors.read(ByteBuffer.wrap(batch(2).toBytes()), Safetensors.Limits.DEFAULT);
    }

    private static byte[] with(Tensor... tensors) throws MalformedMessageException {
        return Safetensors.write(new TensorFile(file().metadata(), List.of(tensors)));
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> Batch.read(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }
}
