package io.atelier.evaluator.testset;

/** Test images did not come, however often they were asked for. Trying again later may help. */
public final class TestSetUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    TestSetUnavailableException(String message) {
        super(message);
    }
}
