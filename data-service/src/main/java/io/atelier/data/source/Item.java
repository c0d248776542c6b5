package io.atelier.data.source;

/** An image that can be decoded, by any thread. */
public interface Item {

    int label();

    /** Where it is, to be named if it can't be read. */
    String place();

    /** Decodes it, in the size that it is kept in. */
    Picture decode() throws UnreadableImageException;
}
