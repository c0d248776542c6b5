package io.atelier.contract.dataset;

/** How an image of another size gets the size of the dataset. */
public enum Resize {

    /** Covers the whole size and cuts what stands out, the same on both sides. */
    CROP,

    /** Changes the proportions. */
    STRETCH,

    /** Fits into the size, with black beside it. */
    PAD
}
