package io.atelier.contract.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Seeds;
import io.atelier.contract.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkAssemblerTest {

    private static final int LENGTH = 1_200_000;
    private static final String TRIAL = "r.a.s1";

    private final ChunkAssembler assembler = new ChunkAssembler(LENGTH, 2, key -> !key.equals("r.unwanted.s1"));
    private long offset;

    @Test
    void shouldGiveTheValueWhenItsManifestComes() throws Exception {
        byte[] value = value(1);
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value);

        for (ConsumerRecord<String, byte[]> chunk : records.subList(0, 3)) {
            assertThat(assembler.accept(chunk)).isEmpty();
        }
        ChunkedValue complete = assembler.accept(records.get(3)).orElseThrow();

        assertThat(complete.value()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(complete.value().isReadOnly()).isTrue();
        assertThat(complete.manifest().sequence()).isEqualTo(1);
        assertThat(complete.manifest().attributes()).isEqualTo(Map.of("name", TRIAL));
    }

    @Test
    void shouldTakeChunksInAnyOrderAndAgain() throws Exception {
        byte[] value = value(2);
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value);
        List<ConsumerRecord<String, byte[]>> chunks = new ArrayList<>(records.subList(0, 3));
        Collections.reverse(chunks);
        chunks.add(records.get(1));
        feed(chunks);

        assertThat(assembler.accept(records.get(3)).orElseThrow().value()).isEqualTo(ByteBuffer.wrap(value));
    }

    @Test
    void shouldKeepInterleavedValuesApart() throws Exception {
        byte[] first = value(3);
        byte[] second = value(4);
        List<ConsumerRecord<String, byte[]>> a = records(TRIAL, "a", 1, first);
        List<ConsumerRecord<String, byte[]>> b = records("r.b.s1", "a", 1, second);
        feed(List.of(a.get(0), b.get(0), b.get(1), a.get(1), a.get(2)));

        assertThat(assembler.accept(a.get(3)).orElseThrow().value()).isEqualTo(ByteBuffer.wrap(first));
        feed(List.of(b.get(2)));
        assertThat(assembler.accept(b.get(3)).orElseThrow().value()).isEqualTo(ByteBuffer.wrap(second));
    }

    @Test
    void shouldLetALaterValueReplaceOneThatIsIncomplete() throws Exception {
        byte[] later = value(5);
        feed(records(TRIAL, "a", 1, value(6)).subList(0, 3));
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 2, later);
        feed(records.subList(0, 3));

        assertThat(assembler.accept(records.get(3)).orElseThrow().value()).isEqualTo(ByteBuffer.wrap(later));
    }

    /** Compaction may leave chunks beyond the last one of a shorter successor. */
    @Test
    void shouldNotMixChunksOfTwoValuesInOneSlot() throws Exception {
        List<ConsumerRecord<String, byte[]>> first = records(TRIAL, "a", 1, value(7));
        List<ConsumerRecord<String, byte[]>> second = records(TRIAL, "a", 2, value(8));
        feed(List.of(first.get(0), first.get(1), second.get(2)));

        assertMissing(second.get(3), "sequence 2 before their manifest, found 1: 2 missing");
    }

    @Test
    void shouldNameHowManyChunksAreMissing() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value(9));

        feed(List.of(records.get(0), records.get(2)));
        assertMissing(records.get(3), "sequence 1 before their manifest, found 2: 1 missing");
        // Nothing is left of it.
        assertMissing(records.get(3), "sequence 1 before their manifest, found 0: 3 missing");
        // Chunks of another value do not count.
        feed(records(TRIAL, "a", 4, value(9)).subList(0, 3));
        assertMissing(records.get(3), "sequence 1 before their manifest, found 0: 3 missing");
    }

    @Test
    void shouldRefuseAValueWithAnotherHash() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value(10));
        records.get(1).value()[77] ^= 1;
        feed(records.subList(0, 3));

        assertRefused(records.get(3), "Expected r.a.s1/a to have SHA-256 ");
        assertThat(assembler.firstPendingOffset(0)).isEmpty();
    }

    @Test
    void shouldRefuseAValueWithAnotherLength() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value(11));
        feed(List.of(records.get(0), records.get(1), record(TRIAL + "/a/2", new byte[5], "1")));

        assertRefused(records.get(3), "Expected 1200000 bytes in the 3 chunks of r.a.s1/a, found 1048581");
    }

    @Test
    void shouldRefuseWhatIsLargerThanItsLimit() throws Exception {
        ChunkAssembler small = new ChunkAssembler(LENGTH - 1, 2, key -> true);
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value(12));
        small.accept(records.get(0));

        assertThatThrownBy(() -> small.accept(records.get(2)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected a value of at most 1199999 bytes, found chunk r.a.s1/a/2 of a larger one");
        assertThat(small.firstPendingOffset(0)).isEmpty();
        assertThatThrownBy(() -> small.accept(records.get(3)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("Expected a value of at most 1199999 bytes, found 1200000 in the manifest of r.a.s1/a");
        assertThatThrownBy(() -> small.accept(record(TRIAL + "/a/2147483647", new byte[1], "1")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageEndingWith("found chunk r.a.s1/a/2147483647 of a larger one");
    }

    @Test
    void shouldRefuseChunksOfImpossibleLength() {
        assertRefused(
                record(TRIAL + "/a/0", new byte[0], "1"), "Expected 1 to 524288 bytes in chunk r.a.s1/a/0, found 0");
        assertRefused(
                record(TRIAL + "/a/0", new byte[524_289], "1"),
                "Expected 1 to 524288 bytes in chunk r.a.s1/a/0, found 524289");
    }

    @Test
    void shouldRefuseChunksWithoutSequence() {
        assertRefused(
                record(TRIAL + "/a/0", new byte[1], null),
                "Expected header sequence with a number in chunk r.a.s1/a/0, found none");
        assertRefused(
                record(TRIAL + "/a/0", new byte[1], "x"),
                "Expected a whole number from 0 to 9223372036854775807 in header sequence, found \"x\"");
        assertRefused(
                record(TRIAL + "/a/0", new byte[1], "-1"),
                "Expected a whole number from 0 to 9223372036854775807 in header sequence, found \"-1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "a",
                "a/b",
                "/b/0",
                "a/b/",
                "a/b/-1",
                "a/b/+1",
                "a/b/01",
                "a/b/x",
                "a/b/Manifest",
                "a/b/2147483648"
            })
    void shouldRefuseOtherKeys(String key) {
        assertRefused(
                record(key, new byte[1], "1"),
                "Expected <key>/<slot>/<index> or <key>/<slot>/manifest as the key of a chunk, found " + key);
    }

    @Test
    void shouldRefuseARecordWithoutKey() {
        assertRefused(
                record(null, new byte[1], "1"),
                "Expected <key>/<slot>/<index> or <key>/<slot>/manifest as the key of a chunk, found none");
    }

    @Test
    void shouldRefuseTheManifestOfAnotherValue() throws Exception {
        List<ConsumerRecord<String, byte[]>> records = records(TRIAL, "a", 1, value(13));
        byte[] manifest = records.get(3).value();

        assertRefused(
                record("r.a.s2/a/manifest", manifest, null),
                "Expected the manifest of r.a.s2/a, found that of r.a.s1/a");
        assertRefused(
                record("r.a.s1/b/manifest", manifest, null),
                "Expected the manifest of r.a.s1/b, found that of r.a.s1/a");
        assertRefused(record("r.a.s1/a/manifest", new byte[] {'{'}, null), "Expected ChunkManifest as JSON");
    }

    /** Two billion chunks are refused from the manifest alone. */
    @Test
    void shouldRefuseAHugeManifestBeforeItAllocates() {
        ChunkManifest huge =
                new ChunkManifest(1, TRIAL, "a", 1, 2_000_000_000, 2_000_000_000L * 524_288, "0".repeat(64), Map.of());

        assertRefused(
                record(TRIAL + "/a/manifest", Json.write(huge), null),
                "Expected a value of at most 1200000 bytes, found 1048576000000000 in the manifest of r.a.s1/a");
    }

    @Test
    void shouldPassOverUnwantedKeys() throws Exception {
        feed(records("r.unwanted.s1", "a", 1, value(14)));
        assertThat(assembler.accept(record("r.unwanted.s1/a/0", new byte[0], null)))
                .isEmpty();
        assertThat(assembler.firstPendingOffset(0)).isEmpty();
    }

    @Test
    void shouldDropValuesOnTombstones() throws Exception {
        for (ProducerRecord<String, byte[]> tombstone : Chunks.tombstones(Topic.TRAINING_STATE, TRIAL, "a", 1)) {
            feed(records(TRIAL, "a", 1, value(15)).subList(0, 3));
            assertThat(assembler.firstPendingOffset(0)).isPresent();

            assertThat(assembler.accept(record(tombstone.key(), null, null))).isEmpty();
            assertThat(assembler.firstPendingOffset(0)).isEmpty();
        }
    }

    @Test
    void shouldDropTheOldestValueWhenTooManyAreIncomplete() throws Exception {
        List<List<ConsumerRecord<String, byte[]>>> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            values.add(records("r.a.s" + i, "a", 1, value(i)));
            feed(values.get(i).subList(0, 3));
        }

        assertThatThrownBy(() -> assembler.accept(values.get(0).get(3))).isInstanceOf(MissingChunksException.class);
        assertThat(assembler.accept(values.get(1).get(3))).isPresent();
        assertThat(assembler.accept(values.get(2).get(3))).isPresent();
    }

    @Test
    void shouldTellWhereReadingMustBeginAgain() throws Exception {
        List<ConsumerRecord<String, byte[]>> a = records(TRIAL, "a", 1, value(16));
        List<ConsumerRecord<String, byte[]>> b = records("r.b.s1", "a", 1, value(17));
        assertThat(assembler.firstPendingOffset(0)).isEmpty();

        feed(a.subList(0, 3));
        feed(b.subList(0, 2));
        assertThat(assembler.firstPendingOffset(0))
                .isEqualTo(OptionalLong.of(a.get(0).offset()));
        assertThat(assembler.firstPendingOffset(1)).isEmpty();

        feed(a.subList(3, 4));
        assertThat(assembler.firstPendingOffset(0))
                .isEqualTo(OptionalLong.of(b.get(0).offset()));
    }

    @Test
    void shouldRefuseLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new ChunkAssembler(0, 1, key -> true)).hasMessageStartingWith("maxValueBytes must be");
        assertThatThrownBy(() -> new ChunkAssembler(1L << 31, 1, key -> true))
                .hasMessageStartingWith("maxValueBytes must be");
        assertThatThrownBy(() -> new ChunkAssembler(1, 0, key -> true)).hasMessageStartingWith("maxPending must be");
    }

    private void feed(List<ConsumerRecord<String, byte[]>> records) throws MalformedMessageException {
        for (ConsumerRecord<String, byte[]> record : records) {
            Optional<ChunkedValue> complete = assembler.accept(record);
            assertThat(complete.isPresent())
                    .isEqualTo(
                            record.key().endsWith("/manifest") && !record.key().startsWith("r.unwanted"));
        }
    }

    private void assertRefused(ConsumerRecord<String, byte[]> record, String message) {
        assertThatThrownBy(() -> assembler.accept(record))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith(message);
    }

    private void assertMissing(ConsumerRecord<String, byte[]> manifest, String message) {
        assertThatThrownBy(() -> assembler.accept(manifest))
                .isInstanceOfSatisfying(
                        MissingChunksException.class,
                        e -> assertThat(e.manifest().key()).isEqualTo(TRIAL))
                .hasMessage("Expected 3 chunks of r.a.s1/a with " + message);
    }

    private List<ConsumerRecord<String, byte[]>> records(String trial, String slot, long sequence, byte[] value) {
        return Chunks.split(Topic.TRAINING_STATE, trial, slot, sequence, value, Map.of("name", trial)).stream()
                .map(record -> new ConsumerRecord<>(
                        record.topic(),
                        0,
                        offset++,
                        0L,
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()))
                .toList();
    }

    private ConsumerRecord<String, byte[]> record(String key, byte[] value, String sequence) {
        RecordHeaders headers = new RecordHeaders();
        if (sequence != null) {
            headers.add("sequence", sequence.getBytes(StandardCharsets.UTF_8));
        }
        return new ConsumerRecord<>(
                "topic", 0, offset++, 0L, TimestampType.CREATE_TIME, -1, -1, key, value, headers, Optional.empty());
    }

    private static byte[] value(long seed) {
        byte[] value = new byte[LENGTH];
        new SplittableRandom(Seeds.derive(seed)).nextBytes(value);
        return value;
    }
}
