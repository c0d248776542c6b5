package io.atelier.contract.chunk;

import io.atelier.contract.Require;
import java.util.Map;

/**
 * Ends a value that was sent in chunks and says what they must add up to.
 *
 * @param schema version of this message
 * @param key whose value it is, such as a trial
 * @param slot which of the key's values; a later value in the same slot replaces it
 * @param sequence tells the values of a slot apart; later values have larger numbers
 * @param chunks how many; all but the last have {@link Chunks#CHUNK_BYTES} bytes
 * @param length of the value, in bytes
 * @param sha256 of the value, in lower-case hex
 * @param attributes what a reader should know without reading the value
 */
public record ChunkManifest(
        int schema,
        String key,
        String slot,
        long sequence,
        int chunks,
        long length,
        String sha256,
        Map<String, String> attributes) {

    public static final int SCHEMA = 1;

    /** Attribute of a checkpoint, and metadata of its value: hash of the parameters, as in the metrics of its epoch. */
    public static final String PARAMS_SHA256 = "params_sha256";

    private static final int MAX_KEY = 200;
    private static final int MAX_ATTRIBUTES = 16;
    private static final int MAX_ATTRIBUTE = 256;

    public ChunkManifest {
        Require.schema(schema, SCHEMA, "chunk manifest");
        Require.present(key, "key");
        Require.that(!key.isEmpty() && key.length() <= MAX_KEY, "key must have 1 to %d characters", MAX_KEY);
        Require.name(slot, "slot");
        Require.that(sequence >= 0, "sequence must not be negative, but is %d", sequence);
        Require.that(length >= 1, "length must be at least 1, but is %d", length);
        Require.that(
                chunks == Chunks.count(length),
                "%d bytes need %d chunks of %d bytes, but chunks is %d",
                length,
                Chunks.count(length),
                Chunks.CHUNK_BYTES,
                chunks);
        Require.sha256(sha256, "sha256");
        attributes = Require.copy(attributes, MAX_ATTRIBUTES, "attributes");
        attributes.forEach((name, value) -> {
            Require.name(name, "attribute name");
            Require.atMost(value, MAX_ATTRIBUTE, "attribute " + name);
        });
    }
}
