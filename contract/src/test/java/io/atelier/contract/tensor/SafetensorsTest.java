package io.atelier.contract.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Seeds;
import io.atelier.contract.tensor.Safetensors.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    private static final TensorFile FILE = new TensorFile(
            Map.of("trial", "night-1.fmnist_4.s7", "epoch", "3", "text", "quote \" é 日 \n"),
            List.of(
                    Tensor.ofFloats(
                            "dense_1.weight", new float[] {-1, 0.5f, Float.MIN_VALUE, Float.MAX_VALUE, 0, 3}, 3, 2),
                    Tensor.ofFloats("dense_1.bias", new float[] {Float.POSITIVE_INFINITY, -0f}, 2),
                    Tensor.ofBytes("labels", new byte[] {0, 9, (byte) 255}, 3),
                    Tensor.ofLongs("iteration", new long[] {Long.MIN_VALUE})));

    @Test
    void shouldReadWhatThePythonPackageWrites() throws Exception {
        TensorFile file = read(resource("python.safetensors"));

        assertThat(file.metadata())
                .isEqualTo(Map.of("trial", "night-1.fmnist_4.s7", "text", "quote \" é 日 \uD83E\uDDF5 \n"));
        assertThat(file.tensors())
                .extracting(Tensor::toString)
                .containsExactly(
                        "position I64[1, 2]",
                        "empty F32[0, 3]",
                        "scalar F32[]",
                        "special F32[4]",
                        "weight F32[2, 3]",
                        "labels U8[3]");
        assertThat(file.tensor("weight").toFloats()).containsExactly(-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
        assertThat(file.tensor("scalar").toFloats()).containsExactly(-0f);
        assertThat(file.tensor("special").toFloats())
                .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE);
        assertThat(file.tensor("position").data().getLong(0)).isEqualTo(-1);
        assertThat(file.tensor("position").data().getLong(8)).isEqualTo(1L << 62);
        assertThat(file.tensor("labels").data()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 9, (byte) 255}));
        assertThat(file.tensor("empty").elements()).isZero();
    }

    /** The Python package has read the golden file, see the README beside it. */
    @Test
    void shouldWriteTheGoldenBytes() throws Exception {
        assertThat(Safetensors.write(FILE)).isEqualTo(resource("java.safetensors"));
    }

    @Test
    void shouldReadWhatItWrites() throws Exception {
        TensorFile read = read(Safetensors.write(FILE));

        assertThat(read.metadata()).isEqualTo(FILE.metadata());
        assertThat(read.tensors()).hasSameSizeAs(FILE.tensors());
        for (Tensor expected : FILE.tensors()) {
            Tensor found = read.tensor(expected.name());
            assertThat(found.toString()).isEqualTo(expected.toString());
            assertThat(found.data()).isEqualTo(expected.data());
        }
    }

    @Test
    void shouldReadAFileWithoutTensors() throws Exception {
        assertThat(read(Safetensors.write(new TensorFile(Map.of(), List.of()))).tensors())
                .isEmpty();
    }

    @Test
    void shouldReadWithoutCopying() throws Exception {
        byte[] bytes = Safetensors.write(FILE);
        Tensor bias = read(bytes).tensor("dense_1.bias");

        bytes[bytes.length - 8 - 3 - 1] = 0x41;

        assertThat(bias.floats().get(1)).isEqualTo(8f);
        assertThat(bias.data().isReadOnly()).isTrue();
    }

    @Test
    void shouldReadFromTheMiddleOfABuffer() throws Exception {
        byte[] bytes = Safetensors.write(FILE);
        ByteBuffer middle = ByteBuffer.allocate(bytes.length + 7)
                .position(3)
                .put(bytes)
                .flip()
                .position(3);

        assertThat(Safetensors.read(middle, Limits.DEFAULT)
                        .tensor("dense_1.weight")
                        .toFloats())
                .containsExactly(-1, 0.5f, Float.MIN_VALUE, Float.MAX_VALUE, 0, 3);
        assertThat(middle.position()).isEqualTo(3);
    }

    @Test
    void shouldBeginDataAtAMultipleOfEight() {
        for (int length = 1; length < 20; length++) {
            byte[] bytes = Safetensors.write(
                    new TensorFile(Map.of(), List.of(Tensor.ofFloats("n".repeat(length), new float[] {1}, 1))));

            assertThat((bytes.length - Float.BYTES) % 8).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[1,5]},'u':{'dtype':'U8','shape':[3],'data_offsets':[5,8]}}"
                        + " | Expected tensor t to begin at byte 0, without a hole or an overlap, found 1",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'u':{'dtype':'F32','shape':[1],'data_offsets':[3,7]}}"
                        + " | Expected tensor u to begin at byte 4, without a hole or an overlap, found 3",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'u':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}"
                        + " | Expected tensor u to begin at byte 4, without a hole or an overlap, found 0",
                "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}"
                        + " | Expected 4 bytes of tensors as the header says, found 8",
                "{} | Expected 0 bytes of tensors as the header says, found 8",
                "{'t':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}"
                        + " | Expected tensor t to end between byte 0 and 8, found 12",
                "{'t':{'dtype':'U8','shape':[1],'data_offsets':[0,4294967297]}}"
                        + " | Expected tensor t to end between byte 0 and 8, found 4294967297",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'u':{'dtype':'U8','shape':[1],'data_offsets':[8,7]}}"
                        + " | Expected tensor u to end between byte 8 and 8, found 7",
                "{'t':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | Not a valid tensor of shape [3]: tensor t of type"
                        + " F32 and shape [3] must have 12 bytes, but has 8",
                "{'t':{'dtype':'U8','shape':[4294967296,4294967296,0],'data_offsets':[0,8]}} | Not a valid tensor of shape"
                        + " [4294967296, 4294967296, 0]: tensor t is larger than 2^63 bytes",
                "{'t':{'dtype':'I64','shape':[2305843009213693952],'data_offsets':[0,8]}} | Not a valid tensor of shape"
                        + " [2305843009213693952]: tensor t is larger than 2^63 bytes",
                "{'t':{'dtype':'U8','shape':[-8],'data_offsets':[0,8]}}"
                        + " | Expected no negative number in t.shape, found -8",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[-1,7]}}"
                        + " | Expected no negative number in t.data_offsets, found -1",
                "{'t':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}"
                        + " | Expected one of [F32, U8, U16, I64] as t.dtype, found F16",
                "{'t':{'dtype':7,'shape':[8],'data_offsets':[0,8]}}"
                        + " | Expected VALUE_STRING as t.dtype, found VALUE_NUMBER_INT",
                "{'t':{'dtype':'U8','shape':8,'data_offsets':[0,8]}}"
                        + " | Expected START_ARRAY as t.shape, found VALUE_NUMBER_INT",
                "{'t':{'dtype':'U8','shape':[8.0],'data_offsets':[0,8]}}"
                        + " | Expected VALUE_NUMBER_INT as t.shape, found VALUE_NUMBER_FLOAT",
                "{'t':{'dtype':'U8','shape':[[[[[[" + " | Expected VALUE_NUMBER_INT as t.shape, found START_ARRAY",
                "{'t':{'dtype':'U8','shape':['8'],'data_offsets':[0,8]}}"
                        + " | Expected VALUE_NUMBER_INT as t.shape, found VALUE_STRING",
                "{'t':{'dtype':'U8','shape':[8,1,1,1,1,1,1,1,1],'data_offsets':[0,8]}}"
                        + " | Expected at most 8 numbers as t.shape",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0]}} | Expected dtype, shape and two data_offsets for tensor"
                        + " t, found dtype U8, shape [8] and data_offsets [0]",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8,8]}} | Expected at most 2 numbers as t.data_offsets",
                "{'t':{'dtype':'U8','shape':[8]}} | Expected dtype, shape and two data_offsets for tensor t, found dtype U8,"
                        + " shape [8] and data_offsets null",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8],'x':1}}"
                        + " | Expected dtype, shape and data_offsets for tensor t, found x",
                "{'t':[]} | Expected START_OBJECT as t, found START_ARRAY",
                "{'':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}"
                        + " | Not a valid tensor of shape [8]: a tensor's name has 1 to 200 characters",
                "{'__metadata__':1} | Expected START_OBJECT as __metadata__, found VALUE_NUMBER_INT",
                "{'__metadata__':{'a':1}} | Expected VALUE_STRING as __metadata__.a, found VALUE_NUMBER_INT",
                "{'__metadata__':{'a':null}} | Expected VALUE_STRING as __metadata__.a, found VALUE_NULL",
                "{}{} | Expected nothing after the header's JSON object, found START_OBJECT",
            })
    void shouldRefuseHeader(String header, String message) {
        assertRefused(file(header.replace('\'', '"')), message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'t':{'dtype':'U8','shape':[0],'data_offsets':[8,8]}}",
                "{'t':{'dtype':'U8','dtype':'U8','shape':[8],'data_offsets':[0,8]}}",
                "{'__metadata__':{'a':'1','a':'2'}}",
                "{'__metadata__':{},'__metadata__':{}}",
                "{'t':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,8]}}",
                "{'t':{'dtype':'U8','shape':[9999999999999999999999999],'data_offsets':[0,8]}}",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}",
                "{'t':{'dtype':'U8','shape':[8",
                "{'t':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},}",
                "{t:1}",
                "{",
                "{} x",
            })
    void shouldRefuseWhatIsNoJson(String header) {
        assertRefusedStartingWith(file(header.replace('\'', '"')), "Expected a safetensors header as JSON: ");
    }

    @Test
    void shouldRefuseHeadersOfAnotherLength() {
        byte[] bytes = file("{}");

        assertRefused(new byte[7], "Expected at least 8 bytes of safetensors, found 7");
        assertRefused(withHeaderLength(bytes, 0), "Expected a safetensors header that begins with {");
        assertRefused(withHeaderLength(bytes, 11), "Expected a safetensors header of 11 bytes, found 10 bytes");
        assertRefused(
                withHeaderLength(bytes, Integer.MAX_VALUE),
                "Expected a safetensors header of at most 1048576 bytes, found one of 2147483647");
        assertRefused(
                withHeaderLength(bytes, -1),
                "Expected a safetensors header of at most 1048576 bytes, found one of 18446744073709551615");
        assertRefused(file(" {}"), "Expected a safetensors header that begins with {");
        assertRefused(file("[]"), "Expected a safetensors header that begins with {");
    }

    @Test
    void shouldRefuseInvalidUtf8() {
        byte[] bytes = file("{\"__metadata__\":{\"a\":\"?\"}}");
        bytes[8 + "{\"__metadata__\":{\"a\":\"".length()] = (byte) 0xff;

        assertRefused(bytes, "Expected a safetensors header in UTF-8");
    }

    @Test
    void shouldKeepToItsLimits() throws Exception {
        byte[] bytes = Safetensors.write(FILE);
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);

        Safetensors.read(ByteBuffer.wrap(bytes), new Limits(header, 24, 4));
        assertThatThrownBy(() -> Safetensors.read(ByteBuffer.wrap(bytes), new Limits(header - 1, 24, 4)))
                .hasMessage(
                        "Expected a safetensors header of at most " + (header - 1) + " bytes, found one of " + header);
        assertThatThrownBy(() -> Safetensors.read(ByteBuffer.wrap(bytes), new Limits(header, 23, 4)))
                .hasMessage("Expected tensor dense_1.weight to have at most 23 bytes, found 24");
        assertThatThrownBy(() -> Safetensors.read(ByteBuffer.wrap(bytes), new Limits(header, 24, 3)))
                .hasMessage("Expected at most 3 tensors, found more");
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = Safetensors.write(FILE);
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer truncated = ByteBuffer.wrap(bytes, 0, length);

            assertThatThrownBy(() -> Safetensors.read(truncated, Limits.DEFAULT))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    /** Whatever the bytes are, reading gives tensors within them or the one exception that callers expect. */
    @Test
    void shouldSurviveRandomChanges() {
        SplittableRandom random = new SplittableRandom(Seeds.derive(2));
        byte[] original = Safetensors.write(FILE);
        int header =
                (int) ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = original.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(8 + header)] = (byte) random.nextInt(' ', 127);
            }
            try {
                read(bytes).tensors().forEach(tensor -> assertThat(tensor.data().remaining())
                        .isEqualTo((int) tensor.elements() * tensor.dtype().bytes()));
            } catch (MalformedMessageException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void shouldNameTheTensorThatIsNotThere() {
        assertThatThrownBy(() -> FILE.tensor("x"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected a tensor named x, found [dense_1.weight, dense_1.bias, labels, iteration]");
        assertThatThrownBy(() -> FILE.metadata("x"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected metadata named x, found none");
    }

    @Test
    void shouldRefuseTwoTensorsOfOneName() {
        Tensor tensor = Tensor.ofFloats("t", new float[1], 1);

        assertThatThrownBy(() -> new TensorFile(Map.of(), List.of(tensor, tensor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two tensors named t");
    }

    private static TensorFile read(byte[] bytes) throws MalformedMessageException {
        return Safetensors.read(ByteBuffer.wrap(bytes), Limits.DEFAULT);
    }

    /** That header, and eight bytes of data. */
    private static byte[] file(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes =
                ByteBuffer.allocate(8 + json.length + 8).position(8).put(json).array();
        return withHeaderLength(bytes, json.length);
    }

    private static byte[] withHeaderLength(byte[] bytes, long length) {
        return ByteBuffer.wrap(bytes.clone())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, length)
                .array();
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    private static void assertRefusedStartingWith(byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith(message);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("/safetensors/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
