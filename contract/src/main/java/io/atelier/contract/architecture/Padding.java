package io.atelier.contract.architecture;

/** What happens at the border of an image. */
public enum Padding {
    /** As many outputs as strides begin within the image; padded as TensorFlow does, more at the end where odd. */
    SAME,
    /** Only windows that lie within the image. */
    VALID;

    /** The shape that windows of this extent make, channels as before. */
    Shape output(Shape input, String field, Extent window, Extent stride) throws MisfitException {
        if (input.flat()) {
            throw MisfitException.needsImage(input);
        }
        if (this == VALID && (window.height() > input.height() || window.width() > input.width())) {
            throw new MisfitException(field, "must fit " + input.height() + "x" + input.width() + ", but is " + window);
        }
        return new Shape(
                output(input.height(), window.height(), stride.height()),
                output(input.width(), window.width(), stride.width()),
                input.channels());
    }

    private int output(int input, int window, int stride) {
        int last = this == SAME ? input - 1 : input - window;
        return last / stride + 1;
    }

    /** Rows or columns of padding before the first of the image. */
    public int before(int input, int window, int stride) {
        if (this == VALID) {
            return 0;
        }
        return Math.max((output(input, window, stride) - 1) * stride + window - input, 0) / 2;
    }
}
