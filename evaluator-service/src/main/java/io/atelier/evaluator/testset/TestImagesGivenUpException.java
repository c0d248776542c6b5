package io.atelier.evaluator.testset;

/** The test images of a checkpoint were waited for in vain. The message says what to do. */
public final class TestImagesGivenUpException extends Exception {

    private static final long serialVersionUID = 1L;

    TestImagesGivenUpException(String message) {
        super(message);
    }
}
