package io.atelier.contract.chunk;

import io.atelier.contract.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Collection;
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

    /** The value, if its chunks are what {@code manifest} says. */
    ChunkedValue complete(ChunkManifest manifest) throws MalformedMessageException {
        Collection<byte[]> found = chunks.headMap(manifest.chunks()).values();
        int missing = sequence == manifest.sequence() ? manifest.chunks() - found.size() : manifest.chunks();
        if (missing > 0) {
            throw new MissingChunksException(manifest, missing);
        }
        String name = manifest.key() + "/" + manifest.slot();
        long length = found.stream().mapToLong(chunk -> chunk.length).sum();
        if (length != manifest.length()) {
            throw new MalformedMessageException("Expected " + manifest.length() + " bytes in the " + manifest.chunks()
                    + " chunks of " + name + ", found " + length);
        }
        ByteBuffer value = ByteBuffer.allocate(Math.toIntExact(length));
        found.forEach(value::put);
        String sha256 = Chunks.sha256(value.flip().duplicate());
        if (!sha256.equals(manifest.sha256())) {
            throw new MalformedMessageException(
                    "Expected " + name + " to have SHA-256 " + manifest.sha256() + ", found " + sha256);
        }
        return new ChunkedValue(manifest, value);
    }
}
