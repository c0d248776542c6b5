package io.atelier.contract.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {

    private static final String TRIAL = "night-1.fmnist_4.s7";

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "524288, 1, 524288", "524289, 2, 1", "1048576, 2, 524288", "1200000, 3, 151424"})
    void shouldCutIntoChunksOf512KiB(int length, int chunks, int lastLength) {
        List<ProducerRecord<String, byte[]>> records = split(new byte[length]);

        assertThat(records).hasSize(chunks + 1);
        assertThat(records.subList(0, chunks - 1))
                .allSatisfy(record -> assertThat(record.value()).hasSize(524_288));
        assertThat(records.get(chunks - 1).value()).hasSize(lastLength);
    }

    @Test
    void shouldKeyRecordsBySlotAndPutTheManifestLast() {
        assertThat(split(new byte[600_000]))
                .extracting(ProducerRecord::key)
                .containsExactly(TRIAL + "/e3/0", TRIAL + "/e3/1", TRIAL + "/e3/manifest");
    }

    @Test
    void shouldSendAllRecordsToThePartitionOfTheKey() {
        assertThat(split(new byte[600_000])).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("atelier.checkpoints");
            assertThat(record.partition()).isEqualTo(Topic.CHECKPOINTS.partitionOf(TRIAL));
        });
    }

    @Test
    void shouldDescribeTheValueInTheManifest() throws Exception {
        List<ProducerRecord<String, byte[]>> records = split(new byte[] {'a', 'b', 'c'});

        // FIPS 180-2, appendix B.1: the SHA-256 of "abc".
        assertThat(Json.read(records.get(1).value(), ChunkManifest.class))
                .isEqualTo(new ChunkManifest(
                        1,
                        TRIAL,
                        "e3",
                        3,
                        1,
                        3,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        Map.of("architecture", "fmnist_4")));
    }

    @Test
    void shouldRefuseToSendNothing() {
        assertThatThrownBy(() -> split(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be at least 1, but is 0");
    }

    @Test
    void shouldLeaveTombstonesForTheManifestAndEveryChunk() {
        List<ProducerRecord<String, byte[]>> records = Chunks.tombstones(Topic.CHECKPOINTS, TRIAL, "e3", 2);

        assertThat(records)
                .extracting(ProducerRecord::key)
                .containsExactly(TRIAL + "/e3/manifest", TRIAL + "/e3/0", TRIAL + "/e3/1");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.value()).isNull();
            assertThat(record.partition()).isEqualTo(Topic.CHECKPOINTS.partitionOf(TRIAL));
        });
    }

    private static List<ProducerRecord<String, byte[]>> split(byte[] value) {
        return Chunks.split(Topic.CHECKPOINTS, TRIAL, "e3", 3, value, Map.of("architecture", "fmnist_4"));
    }
}
