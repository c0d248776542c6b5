package io.atelier.contract.chunk;

import io.atelier.contract.MalformedMessageException;

/**
 * A valid manifest without all of its chunks. This is expected where the chunks can be gone for a good reason: the value
 * was replaced and compaction has removed some of them, or reading began in the middle of it. Elsewhere it is a loss.
 */
public final class MissingChunksException extends MalformedMessageException {

    private static final long serialVersionUID = 1L;

    private final transient ChunkManifest manifest;

    MissingChunksException(ChunkManifest manifest, int missing) {
        super("Expected " + manifest.chunks() + " chunks of " + manifest.key() + "/" + manifest.slot()
                + " with sequence "
                + manifest.sequence() + " before their manifest, found " + (manifest.chunks() - missing) + ": "
                + missing
                + " missing");
        this.manifest = manifest;
    }

    public ChunkManifest manifest() {
        return manifest;
    }
}
