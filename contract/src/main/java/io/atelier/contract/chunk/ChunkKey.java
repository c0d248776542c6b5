package io.atelier.contract.chunk;

import io.atelier.contract.MalformedMessageException;

/**
 * The record key of a chunk, {@code <key>/<slot>/<index>}, or of a manifest, {@code <key>/<slot>/manifest}.
 *
 * @param key may contain slashes
 * @param slot does not
 * @param index {@link #MANIFEST} for the manifest
 */
record ChunkKey(String key, String slot, int index) {

    static final int MANIFEST = -1;

    private static final String MANIFEST_NAME = "manifest";

    static ChunkKey parse(String text) throws MalformedMessageException {
        int slotEnd = text == null ? -1 : text.lastIndexOf('/');
        int keyEnd = slotEnd <= 0 ? -1 : text.lastIndexOf('/', slotEnd - 1);
        if (keyEnd <= 0) {
            throw malformed(text);
        }
        String name = text.substring(slotEnd + 1);
        return new ChunkKey(
                text.substring(0, keyEnd),
                text.substring(keyEnd + 1, slotEnd),
                name.equals(MANIFEST_NAME) ? MANIFEST : index(name, text));
    }

    boolean isManifest() {
        return index == MANIFEST;
    }

    /** What all chunks of a slot and their manifest have in common. */
    String value() {
        return key + "/" + slot;
    }

    @Override
    public String toString() {
        return value() + "/" + (isManifest() ? MANIFEST_NAME : index);
    }

    private static int index(String name, String text) throws MalformedMessageException {
        try {
            int index = Integer.parseInt(name);
            // Refuses -1, +1 and 01 as well: one chunk has one key.
            if (index >= 0 && Integer.toString(index).equals(name)) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new MalformedMessageException(malformed(text).getMessage(), e);
        }
        throw malformed(text);
    }

    private static MalformedMessageException malformed(String text) {
        return new MalformedMessageException(
                "Expected <key>/<slot>/<index> or <key>/<slot>/manifest as the key of a chunk, found "
                        + (text == null ? "none" : text.substring(0, Math.min(text.length(), 200))));
    }
}
