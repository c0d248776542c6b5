package io.atelier.contract.chunk;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** Chunks of one value whose manifest has not come. */
final class PendingValue {

    private final int partition;
    private final long sequence;
    private final long firstOffset;
    private final SortedMap<Integer, byte[]> chunks = new TreeMap<>();
    private long bytes;

    PendingValue(int partition, long sequence, long firstOffset) {
        this.partition = partition;
        this.sequence = sequence;
        this.firstOffset = firstOffset;
    }

    int partition() {
        return partition;
    }

    long sequence() {
        return sequence;
    }

    long firstOffset() {
        return firstOffset;
    }

    long bytes() {
        return bytes;
    }

    /** A chunk that comes again replaces the one before. */
    void put(int index, byte[] chunk) {
        byte[] before = chunks.put(index, chunk);
        bytes += chunk.length - (before == null ? 0 : before.length);
    }

    /** How many of the first {@code count} chunks have not come. */
    int missing(int count) {
        return count - chunks.headMap(count).size();
    }

    /** How many bytes the first {@code count} chunks have. */
    long length(int count) {
        return chunks.headMap(count).values().stream()
                .mapToLong(chunk -> chunk.length)
                .sum();
    }

    /** The first {@code count} chunks as one. */
    ByteBuffer join(int count) {
        ByteBuffer value = ByteBuffer.allocate(Math.toIntExact(length(count)));
        chunks.headMap(count).values().forEach(value::put);
        return value.flip();
    }
}
