package io.atelier.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.local.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoriesTest {

    @TempDir
    Path directory;

    @Test
    void shouldStartOneBrokerUnlessToldOtherwise() throws Exception {
        BrokerDirectories brokers = new BrokerDirectories(directory.resolve("kafka"));

        assertThat(brokers.number(OptionalInt.empty())).isEqualTo(1);
        assertThat(brokers.number(OptionalInt.of(3))).isEqualTo(3);
        assertThat(brokers.of(1, 1)).isEqualTo(directory.resolve("kafka"));
        assertThat(brokers.of(2, 3)).isEqualTo(directory.resolve("kafka/2"));
    }

    /** Would catch a run that is resumed on brokers that know nothing of it. */
    @Test
    void shouldResumeWithTheBrokersThatHaveTheData() throws Exception {
        BrokerDirectories brokers = new BrokerDirectories(directory.resolve("kafka"));
        Files.createDirectories(brokers.of(1, 3));

        assertThat(brokers.number(OptionalInt.empty())).isEqualTo(3);
        assertThatThrownBy(() -> brokers.number(OptionalInt.of(1)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("as many brokers as --brokers says, 1, found that of 3: leave --brokers out");
    }
}
