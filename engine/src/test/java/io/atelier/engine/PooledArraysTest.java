package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PooledArraysTest {

    private PooledArrays arrays;

    @BeforeEach
    void open() {
        NativeRuntime.start(1);
        arrays = new PooledArrays();
        arrays.begin(2);
    }

    @AfterEach
    void close() {
        arrays.close();
    }

    private INDArray take(long... shape) {
        return arrays.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
    }

    @Test
    void shouldLendAgainAfterTheLastUse() {
        INDArray array = take(2, 6);
        arrays.hold(array, 2);
        arrays.release(array);
        assertThat(take(2, 6)).as("while it is used").isNotSameAs(array);
        arrays.release(array);
        assertThat(take(2, 3)).as("of another shape").isNotSameAs(array);
        assertThat(take(2, 6)).isSameAs(array);
    }

    @Test
    void shouldNotLendWhatIsUsedByAnotherName() {
        INDArray array = take(2, 6);
        arrays.hold(array, 1);
        INDArray other = array.reshape('c', 2, 2, 3);
        arrays.hold(other, 1);
        arrays.release(array);
        assertThat(take(2, 6)).isNotSameAs(array);
        arrays.release(other);
        assertThat(take(2, 6)).isSameAs(array);
    }

    @Test
    void shouldFreeWhatIsOfAnotherNumberOfImages() {
        INDArray array = take(2, 6);
        arrays.releaseAll();
        arrays.begin(2);
        assertThat(take(2, 6)).isSameAs(array);
        arrays.releaseAll();
        arrays.begin(3);
        assertThat(array.closeable()).as("still there").isFalse();
    }
}
