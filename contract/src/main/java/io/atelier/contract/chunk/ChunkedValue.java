package io.atelier.contract.chunk;

import java.nio.ByteBuffer;

/** A value put together again, whose length and hash are those of its manifest. */
public final class ChunkedValue {

    private final ChunkManifest manifest;
    private final ByteBuffer value;

    ChunkedValue(ChunkManifest manifest, ByteBuffer value) {
        this.manifest = manifest;
        this.value = value.asReadOnlyBuffer();
    }

    public ChunkManifest manifest() {
        return manifest;
    }

    /** A read-only view. */
    public ByteBuffer value() {
        return value.duplicate();
    }
}
