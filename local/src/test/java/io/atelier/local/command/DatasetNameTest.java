package io.atelier.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetNameTest {

    private static final List<String> NAMES = List.of("auto", "fashion-mnist", "synthetic");

    @Test
    void shouldTakeNamesDrawnImagesOfAShapeAndDirectories(@TempDir Path directory) {
        assertThat(DatasetName.resolve("--dataset", "auto", NAMES)).isEqualTo("auto");
        assertThat(DatasetName.resolve("--dataset", "synthetic:64x64x3:100", NAMES))
                .isEqualTo("synthetic:64x64x3:100");
        assertThat(DatasetName.resolve("--dataset", directory + "/./", NAMES)).isEqualTo(directory.toString());
    }

    @Test
    void shouldRefuseWhatIsNoDirectory() {
        assertThatThrownBy(() -> DatasetName.resolve("--dataset", "/no/such/images", NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--dataset must be auto, fashion-mnist, synthetic or a directory, but /no/such/images is no"
                        + " directory");
        assertThatThrownBy(() -> DatasetName.resolve("ATELIER_DATA_FOLDER", "synthetic", List.of()))
                .hasMessageStartingWith("ATELIER_DATA_FOLDER must be a directory, but ");
    }
}
