package io.atelier.contract.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.ChunkAssembler;
import io.atelier.contract.chunk.ChunkedValue;
import io.atelier.contract.chunk.Chunks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Chunks and manifests of a few values: missing, repeated, swapped, of other values, cut, changed, with false claims. */
final class ChunkSequence {

    private static final int VALUE_BYTES = Chunks.CHUNK_BYTES + 1000;
    private static final int MAX_PENDING = 2;
    private static final int MAX_RECORDS = 12;
    private static final int HEADERS = 64;

    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1",
        "3",
        "4096",
        "2147483647",
        "2147483648",
        "3000000000",
        "9223372036854775807",
        "1e9",
        "null",
        "\"2\""
    };
    private static final String[] FIELDS = {"\"chunks\":", "\"length\":", "\"sequence\":", "\"schema\":"};
    private static final String[] KEYS = {
        "r.a.s1/a/0", "r.a.s1/a/manifest", "r.a.s1/a/-1", "r.a.s1/a/01", "r.a.s1/a/2147483647", "r.a.s1/a/99999999999",
        "/a/0", "a/0", "//0", "r.a.s1//manifest", "", "r.a.s1/b/1"
    };

    /** Two values of one trial and one of another, each its two chunks and its manifest. */
    private static final List<ProducerRecord<String, byte[]>> RECORDS = records();

    private ChunkSequence() {}

    static void feed(Probe probe, FuzzedDataProvider draw) throws Exception {
        ChunkAssembler assembler = assembler();
        List<ConsumerRecord<String, byte[]>> fed = new ArrayList<>();
        int count = draw.consumeInt(1, MAX_RECORDS);
        int next = draw.consumeInt(0, RECORDS.size() - 1);
        for (int i = 0; i < count; i++) {
            next = draw.consumeInt(0, 4) == 4 ? draw.consumeInt(0, RECORDS.size() - 1) : (next + 1) % RECORDS.size();
            ConsumerRecord<String, byte[]> record = changed(RECORDS.get(next), draw);
            fed.add(record);
            AtomicBoolean isAgain = new AtomicBoolean();
            Optional<Optional<ChunkedValue>> result = probe.decode(
                    "ChunkAssembler (records)",
                    0,
                    VALUE_BYTES,
                    MalformedMessageException.class,
                    () -> isAgain.getAndSet(true) ? last(fed) : assembler.accept(record));
            if (result.isPresent() && result.get().isPresent()) {
                check(result.get().get());
            }
        }
    }

    /** What comes of the last record after all others. */
    private static Optional<ChunkedValue> last(List<ConsumerRecord<String, byte[]>> records)
            throws MalformedMessageException {
        ChunkAssembler assembler = assembler();
        for (ConsumerRecord<String, byte[]> before : records.subList(0, records.size() - 1)) {
            try {
                assembler.accept(before);
            } catch (MalformedMessageException e) {
                // Nothing of it is kept, and that is all that the last record may see of it.
            }
        }
        return assembler.accept(records.get(records.size() - 1));
    }

    private static ChunkAssembler assembler() {
        return new ChunkAssembler(VALUE_BYTES, MAX_PENDING, key -> true);
    }

    private static void check(ChunkedValue value) throws Exception {
        ByteBuffer bytes = value.value();
        Probe.require(bytes.remaining() == value.manifest().length(), "Not the length of the manifest");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes);
        Probe.require(
                HexFormat.of()
                        .formatHex(digest.digest())
                        .equals(value.manifest().sha256()),
                "Not the manifest's hash");
    }

    private static ConsumerRecord<String, byte[]> changed(
            ProducerRecord<String, byte[]> record, FuzzedDataProvider draw) {
        String key = record.key();
        byte[] value = record.value();
        RecordHeaders headers = new RecordHeaders(record.headers());
        int partition = record.partition();
        switch (draw.consumeInt(0, 20)) {
            case 0 -> key = draw.pickValue(KEYS);
            case 1 -> key = null;
            case 2 -> value = null;
            case 3 -> value = new byte[draw.consumeInt(0, 2) * Chunks.CHUNK_BYTES];
            case 4 -> value = flipped(value, draw);
            case 5 -> value = Arrays.copyOf(value, draw.consumeInt(0, value.length));
            case 6 -> headers.remove(Chunks.SEQUENCE_HEADER);
            case 7 -> headers.add(Chunks.SEQUENCE_HEADER, draw.consumeBytes(HEADERS));
            case 8 -> partition++;
            case 9 -> value = claim(value, draw);
            case 10 -> headers.add(Chunks.SEQUENCE_HEADER, null);
            case 11 ->
                headers.add(Chunks.SEQUENCE_HEADER, draw.pickValue(NUMBERS).getBytes(StandardCharsets.UTF_8));
            default -> {
                // As it was sent.
            }
        }
        return new ConsumerRecord<>(
                record.topic(),
                partition,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] flipped(byte[] value, FuzzedDataProvider draw) {
        byte[] changed = value.clone();
        changed[draw.consumeInt(0, value.length - 1)] ^= (byte) (1 << draw.consumeInt(0, 7));
        return changed;
    }

    /** The manifest with another number in one of its fields; a chunk as it is. */
    private static byte[] claim(byte[] value, FuzzedDataProvider draw) {
        if (value.length > 1000) {
            return value;
        }
        String field = draw.pickValue(FIELDS);
        String manifest = new String(value, StandardCharsets.UTF_8);
        return manifest.replaceAll(field + "\\d+", field + draw.pickValue(NUMBERS))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<ProducerRecord<String, byte[]>> records() {
        SplittableRandom random = new SplittableRandom(1);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (String trial : List.of("r.a.s1", "r.b.s1")) {
            for (int sequence = 1; sequence <= 2; sequence++) {
                byte[] value = new byte[VALUE_BYTES];
                random.nextBytes(value);
                records.addAll(Chunks.split(Topic.TRAINING_STATE, trial, "a", sequence, value, Map.of("a", "b")));
            }
        }
        return records;
    }
}
