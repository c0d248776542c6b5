package io.atelier.contract.architecture;

/** A layer that cannot take its inputs. */
final class MisfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Says which field of the layer does not fit; the path and the message are a sentence.
     *
     * @param field empty for the layer as a whole
     */
    MisfitException(String field, String message) {
        super(message);
        this.field = field;
    }

    static MisfitException needsImage(Shape found) {
        return new MisfitException("", "must get an image, but gets a vector of " + found + " values");
    }

    String field() {
        return field;
    }
}
