package io.atelier.contract.dataset;

/** How many channels the images of a dataset have. */
public enum Colour {

    /** One, if every image is kept in grey, else three. */
    AUTO,

    /** One. */
    GREY,

    /** Three: red, green, blue. */
    RGB;

    /** Channels of a dataset. */
    public int channels(boolean isAllGrey) {
        return this == GREY || (this == AUTO && isAllGrey) ? 1 : 3;
    }
}
