package io.atelier.contract.chunk;

import io.atelier.contract.Json;
import io.atelier.contract.Require;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.NumberHeader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Cuts values into records that an untuned broker takes. All records of a value go to one partition; send them in one
 * transaction, in the order given.
 */
public final class Chunks {

    /** Half of Kafka's default limits: keys, headers and batch overhead fit beside it. */
    public static final int CHUNK_BYTES = 512 * 1024;

    /** Header of a chunk: the sequence of its value, in decimal. */
    public static final String SEQUENCE_HEADER = "sequence";

    private Chunks() {}

    /** The chunks of {@code value}, then its manifest. */
    public static List<ProducerRecord<String, byte[]>> split(
            Topic topic, String key, String slot, long sequence, byte[] value, Map<String, String> attributes) {
        ChunkManifest manifest = new ChunkManifest(
                ChunkManifest.SCHEMA,
                key,
                slot,
                sequence,
                count(value.length),
                value.length,
                sha256(ByteBuffer.wrap(value)),
                attributes);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(manifest.chunks() + 1);
        for (int i = 0; i < manifest.chunks(); i++) {
            int from = i * CHUNK_BYTES;
            byte[] chunk = Arrays.copyOfRange(value, from, Math.min(value.length, from + CHUNK_BYTES));
            ProducerRecord<String, byte[]> record = record(topic, new ChunkKey(key, slot, i), chunk);
            NumberHeader.add(record, SEQUENCE_HEADER, sequence);
            records.add(record);
        }
        records.add(record(topic, new ChunkKey(key, slot, ChunkKey.MANIFEST), Json.write(manifest)));
        return records;
    }

    /** What removes a value of that many chunks from a compacted topic. */
    public static List<ProducerRecord<String, byte[]>> tombstones(Topic topic, String key, String slot, int chunks) {
        Require.that(chunks >= 0, "chunks must not be negative, but is %d", chunks);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(chunks + 1);
        // The manifest goes first: without it, no reader misses a chunk.
        records.add(record(topic, new ChunkKey(key, slot, ChunkKey.MANIFEST), null));
        for (int i = 0; i < chunks; i++) {
            records.add(record(topic, new ChunkKey(key, slot, i), null));
        }
        return records;
    }

    /** How many chunks {@code length} bytes need; {@link Integer#MAX_VALUE} where that is too many to count. */
    static int count(long length) {
        return (int) Math.min(Integer.MAX_VALUE, (length - 1) / CHUNK_BYTES + 1);
    }

    static String sha256(ByteBuffer value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(value);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static ProducerRecord<String, byte[]> record(Topic topic, ChunkKey key, byte[] value) {
        return new ProducerRecord<>(topic.topicName(), topic.partitionOf(key.key()), key.toString(), value);
    }
}
