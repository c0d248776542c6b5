package io.atelier.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.recipe.Holdout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hashes are of scikit-learn 1.9.1 with NumPy 2.4.6:
 *
 * <pre>{@code
 * train, validation = train_test_split(np.arange(n), test_size=fraction, random_state=seed)
 * hashlib.sha256(train.astype("<i8").tobytes()).hexdigest()
 * }</pre>
 */
class TrainingSplitTest {

    @ParameterizedTest
    @CsvSource({
        "60000, 0.2, 42, fbed35fadaa6fe07e0bc75b6860a4a231edcdfbec52c25d1ec651a62a82ede12,"
                + " f37b044388c5b542804e2b2af766cf562fa16ee0a5033eea68517899dd936703",
        "6000, 0.2, 42, eba58f32334c648493ab493cdce20e1e6a0e90568416d47bd4e65ce624ecbdb9,"
                + " d6d1cee66e87e83b90b30dd03f7f88d2000c54c712865eebd210d579dc79ea67",
        "100, 0.2, 42, 58967143ca7fb3f6b35ab656d0a31d9d2b66785452658d3b2e40124fce77ad99,"
                + " 95d7609148cdd888b3585522106031e99d58ceb0a5418582a00f20af30ae59db",
        "7, 0.2, 0, 573202601925a8553e975caedf5560552560470103a3b61708e1fb671923b565,"
                + " dc29665959b307dd9336e1d6544bcd9176421294748ea29f229189650b786247",
        "1000, 0.25, 4294967295, 02acf0fa5036a05923b9e0386cf87e9b31d9860025966f43e747c186298425ed,"
                + " 57d2ef3bcf7627d390f12f84c40cdd328b6adcc98bff24c3eda1434b2240b05b",
        "11, 0.3, 123456789, 710626bf840320d76a690247898da7ddadea52a755b3e56e1aa56e6e53769bad,"
                + " e09a5fc40dba99e2e2a8c45c36db786978c42648bf3a72c508e560f537dad36d",
    })
    void shouldHoldOutWhatScikitLearnHoldsOut(
            int images, double fraction, long seed, String trainSha256, String validationSha256) throws Exception {
        TrainingSplit split = TrainingSplit.of(Holdout.shuffled(fraction, seed), images);

        assertThat(sha256(split.train())).isEqualTo(trainSha256);
        assertThat(sha256(split.validation())).isEqualTo(validationSha256);
    }

    @Test
    void shouldKeepScikitLearnsOrder() {
        TrainingSplit split = TrainingSplit.of(Holdout.shuffled(0.2, 42), 60_000);

        assertThat(split.train()).hasSize(48_000).startsWith(48572, 38696, 13611, 35213, 31766, 57477, 9165, 21399);
        assertThat(split.validation())
                .hasSize(12_000)
                .startsWith(12628, 37730, 39991, 8525, 8279, 51012, 14871, 15127, 9366, 33322);
    }

    @Test
    void shouldHoldOutTheTailAsKerasDoes() {
        TrainingSplit split = TrainingSplit.of(Holdout.tail(0.25), 60_000);

        assertThat(split.train()).isEqualTo(IntStream.range(0, 45_000).toArray());
        assertThat(split.validation()).isEqualTo(IntStream.range(45_000, 60_000).toArray());
    }

    /** Keras rounds the training part down: floor(10 * (1 - 0.33)) is 6. */
    @Test
    void shouldRoundTheTailAsKerasDoes() {
        assertThat(TrainingSplit.of(Holdout.tail(0.33), 10).train()).hasSize(6);
    }

    @Test
    void shouldTrainOnEverythingWithoutHoldout() {
        TrainingSplit split = TrainingSplit.of(Holdout.NONE, 5);

        assertThat(split.train()).containsExactly(0, 1, 2, 3, 4);
        assertThat(split.validation()).isEmpty();
    }

    @Test
    void shouldRefuseToLeaveNothing() {
        assertThatThrownBy(() -> TrainingSplit.of(Holdout.tail(0.25), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaves none of 1 images to train");
    }

    private static String sha256(int[] indices) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 * indices.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(indices).forEach(index -> bytes.putLong(index));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
