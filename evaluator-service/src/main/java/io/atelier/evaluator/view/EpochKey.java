package io.atelier.evaluator.view;

import io.atelier.contract.MalformedMessageException;

/** The parts of a key {@code <trial>/<epoch>}. */
record EpochKey(String trial, int epoch) {

    static EpochKey parse(String key) throws MalformedMessageException {
        int slash = key.lastIndexOf('/');
        if (slash > 0) {
            try {
                return new EpochKey(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
            } catch (NumberFormatException e) {
                throw malformed(key, e);
            }
        }
        throw malformed(key, null);
    }

    private static MalformedMessageException malformed(String key, Exception cause) {
        return new MalformedMessageException("Expected a key <trial>/<epoch>, found " + key, cause);
    }
}
