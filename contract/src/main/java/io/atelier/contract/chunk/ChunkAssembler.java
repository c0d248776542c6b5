package io.atelier.contract.chunk;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.kafka.NumberHeader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the records of {@link Chunks#split} together again. Feed it the records of one topic in the order of their
 * partitions, as a {@code read_committed} consumer returns them; a transaction need not come in one poll. It holds at
 * most {@code maxPending} values of {@code maxValueBytes}. Not thread-safe: it belongs to the consumer's thread.
 */
public final class ChunkAssembler {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkAssembler.class);

    private final long maxValueBytes;
    private final int maxPending;
    private final Predicate<String> wantedKey;
    /** By {@link ChunkKey#value()}, the oldest first. */
    private final Map<String, PendingValue> pending = new LinkedHashMap<>();

    /** Records whose key is not wanted are passed over unread. */
    public ChunkAssembler(long maxValueBytes, int maxPending, Predicate<String> wantedKey) {
        Require.that(
                maxValueBytes >= 1 && maxValueBytes <= Integer.MAX_VALUE - 8,
                "maxValueBytes must be between 1 and 2^31 - 9, but is %d",
                maxValueBytes);
        this.maxValueBytes = maxValueBytes;
        this.maxPending = Require.inRange(maxPending, 1, Integer.MAX_VALUE, "maxPending");
        this.wantedKey = wantedKey;
    }

    /**
     * Takes the next record.
     *
     * @return the value, if the record is the manifest that completes it
     * @throws MissingChunksException if the record is a manifest and chunks before it are missing
     * @throws MalformedMessageException if the record is no chunk and no manifest, or the value is not what its manifest
     *     says; nothing of that value is kept
     */
    public Optional<ChunkedValue> accept(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        ChunkKey key = ChunkKey.parse(record.key());
        if (!wantedKey.test(key.key())) {
            return Optional.empty();
        }
        if (record.value() == null) {
            pending.remove(key.value());
            return Optional.empty();
        }
        if (key.isManifest()) {
            PendingValue value = pending.remove(key.value());
            ChunkManifest manifest = manifest(key, record.value());
            if (value == null) {
                throw new MissingChunksException(manifest, manifest.chunks());
            }
            return Optional.of(value.complete(manifest));
        }
        try {
            add(key, record);
        } catch (MalformedMessageException e) {
            pending.remove(key.value());
            throw e;
        }
        return Optional.empty();
    }

    /**
     * The offset of the earliest record in {@code partition} that belongs to a value whose manifest has not come: where
     * reading must begin again to get that value.
     */
    public OptionalLong firstPendingOffset(int partition) {
        return pending.values().stream()
                .filter(value -> value.partition() == partition)
                .mapToLong(PendingValue::firstOffset)
                .min();
    }

    private void add(ChunkKey key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        byte[] chunk = record.value();
        if (chunk.length == 0 || chunk.length > Chunks.CHUNK_BYTES) {
            throw new MalformedMessageException(
                    "Expected 1 to " + Chunks.CHUNK_BYTES + " bytes in chunk " + key + ", found " + chunk.length);
        }
        if ((long) key.index() * Chunks.CHUNK_BYTES + chunk.length > maxValueBytes) {
            throw new MalformedMessageException(
                    "Expected a value of at most " + maxValueBytes + " bytes, found chunk " + key + " of a larger one");
        }
        long sequence = sequence(key, record);
        PendingValue value = pending.get(key.value());
        if (value != null && (value.sequence() != sequence || value.partition() != record.partition())) {
            LOG.debug("Dropped chunks of {} with sequence {}: {} follows", key.value(), value.sequence(), sequence);
            pending.remove(key.value());
            value = null;
        }
        if (value == null) {
            makeRoom();
            value = new PendingValue(record.partition(), sequence, record.offset());
            pending.put(key.value(), value);
        }
        value.put(key.index(), chunk);
    }

    private void makeRoom() {
        if (pending.size() < maxPending) {
            return;
        }
        Iterator<Map.Entry<String, PendingValue>> oldest = pending.entrySet().iterator();
        Map.Entry<String, PendingValue> dropped = oldest.next();
        oldest.remove();
        LOG.debug(
                "Dropped {} bytes of {} with sequence {}: its manifest has not come and {} newer values wait for theirs",
                dropped.getValue().bytes(),
                dropped.getKey(),
                dropped.getValue().sequence(),
                maxPending);
    }

    private static long sequence(ChunkKey key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        return NumberHeader.read(record, Chunks.SEQUENCE_HEADER, Long.MAX_VALUE)
                .orElseThrow(() -> new MalformedMessageException("Expected header " + Chunks.SEQUENCE_HEADER
                        + " with a number in chunk " + key + ", found none"));
    }

    private ChunkManifest manifest(ChunkKey key, byte[] bytes) throws MalformedMessageException {
        ChunkManifest manifest = Json.read(bytes, ChunkManifest.class);
        if (!manifest.key().equals(key.key()) || !manifest.slot().equals(key.slot())) {
            throw new MalformedMessageException("Expected the manifest of " + key.value() + ", found that of "
                    + manifest.key() + "/" + manifest.slot());
        }
        if (manifest.length() > maxValueBytes) {
            throw new MalformedMessageException("Expected a value of at most " + maxValueBytes + " bytes, found "
                    + manifest.length() + " in the manifest of " + key.value());
        }
        return manifest;
    }
}
