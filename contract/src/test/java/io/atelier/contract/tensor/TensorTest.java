package io.atelier.contract.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void shouldCopyArraysAndShareBuffers() {
        float[] values = {1, 2};
        Tensor copied = Tensor.ofFloats("t", values, 2);
        byte[] bytes = {1, 2};
        Tensor shared = new Tensor("t", DType.U8, new long[] {2}, ByteBuffer.wrap(bytes));

        values[0] = 9;
        bytes[0] = 9;

        assertThat(copied.toFloats()).containsExactly(1, 2);
        assertThat(shared.data().get(0)).isEqualTo((byte) 9);
    }

    @Test
    void shouldNotLetReadersChangeIt() {
        long[] shape = {2};
        Tensor tensor = Tensor.ofFloats("t", new float[] {1, 2}, shape);

        shape[0] = 5;
        tensor.shape()[0] = 5;
        tensor.data().position(4);

        assertThat(tensor.hasShape(2)).isTrue();
        assertThat(tensor.data().position()).isZero();
        assertThatThrownBy(() -> tensor.floats().put(0, 3)).isInstanceOf(ReadOnlyBufferException.class);
        assertThatThrownBy(() -> tensor.data().put(0, (byte) 3)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void shouldBeLittleEndian() {
        assertThat(Tensor.ofFloats("t", new float[] {1}, 1).data())
                .isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, -128, 63}));
        assertThat(Tensor.ofLongs("t", new long[] {258}, 1).data())
                .isEqualTo(ByteBuffer.wrap(new byte[] {2, 1, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void shouldGiveFloatsOfF32Only() {
        assertThatThrownBy(() -> Tensor.ofLongs("step", new long[] {1}, 1).floats())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected tensor step of type F32, found I64");
    }

    @Test
    void shouldRefuseWhatIsNoTensor() {
        assertRefused(null, new long[] {1}, "tensor name is missing");
        assertRefused("", new long[] {1}, "a tensor's name has 1 to 200 characters");
        assertRefused("x".repeat(201), new long[] {1}, "a tensor's name has 1 to 200 characters");
        assertRefused("__metadata__", new long[] {1}, "__metadata__ is no name for a tensor");
        assertRefused("t", new long[] {-1}, "tensor t has a negative dimension: [-1]");
        assertRefused("t", new long[9], "tensor t must have at most 8 dimensions, but has 9");
        assertRefused("t", new long[] {2}, "tensor t of type F32 and shape [2] must have 8 bytes, but has 4");
        assertRefused("t", new long[] {Long.MAX_VALUE}, "tensor t is larger than 2^63 bytes");
    }

    private static void assertRefused(String name, long[] shape, String message) {
        assertThatThrownBy(() -> new Tensor(name, DType.F32, shape, ByteBuffer.allocate(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
