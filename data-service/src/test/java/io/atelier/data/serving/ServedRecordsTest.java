package io.atelier.data.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServedRecordsTest {

    private static final int PARTITION = 3;
    private static final String STREAM = "a/train/10/s1";

    private final ServedRecords served = new ServedRecords();

    /** Would catch an answer that is withheld from somebody who asks because the one before was lost. */
    @Test
    void shouldKnowWhatWasServedToRequestsThatWaited() {
        served.serve(PARTITION, STREAM, 2, 7, 100);

        assertThat(served.has(PARTITION, STREAM, 2, 7, 99)).isTrue();
        assertThat(served.has(PARTITION, STREAM, 2, 7, 100)).as("made later").isFalse();
        assertThat(served.has(PARTITION + 1, STREAM, 2, 7, 99)).isFalse();
        assertThat(served.has(PARTITION, STREAM + "0", 2, 7, 99)).isFalse();
        assertThat(served.has(PARTITION, STREAM, 1, 7, 99)).isFalse();
        assertThat(served.has(PARTITION, STREAM, 2, 8, 99)).isFalse();
    }

    @Test
    void shouldGoByTheLatestAnswer() {
        served.serve(PARTITION, STREAM, 1, 0, 10);
        served.serve(PARTITION, STREAM, 1, 0, 20);

        assertThat(served.has(PARTITION, STREAM, 1, 0, 15)).isTrue();
    }

    @Test
    void shouldForgetTheEldest() {
        for (int index = 0; index < 20_000; index++) {
            served.serve(PARTITION, STREAM, 1, index, 10);
        }

        assertThat(served.has(PARTITION, STREAM, 1, 0, 5)).isFalse();
        assertThat(served.has(PARTITION, STREAM, 1, 19_999, 5)).isTrue();
    }

    @Test
    void shouldForgetWhatMayNotHaveBeenSent() {
        served.serve(PARTITION, STREAM, 1, 0, 10);
        served.clear();

        assertThat(served.has(PARTITION, STREAM, 1, 0, 5)).isFalse();
    }
}
