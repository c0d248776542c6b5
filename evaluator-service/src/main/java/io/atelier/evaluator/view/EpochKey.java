package io.atelier.evaluator.view;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.message.TrialDefinition;

/** The parts of a key {@code <trial>/<epoch>}. */
record EpochKey(String trial, int epoch) {

    EpochKey {
        Require.trial(trial, "trial");
        Require.inRange(epoch, 1, TrialDefinition.MAX_EPOCHS, "epoch");
    }

    static EpochKey parse(String key) throws MalformedMessageException {
        try {
            int slash = key.lastIndexOf('/');
            EpochKey parsed =
                    new EpochKey(key.substring(0, Math.max(0, slash)), Integer.parseInt(key.substring(slash + 1)));
            // Refuses +1 and 01: an epoch has one key.
            if (parsed.toString().equals(key)) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(key, e);
        }
        throw malformed(key, null);
    }

    @Override
    public String toString() {
        return trial + "/" + epoch;
    }

    private static MalformedMessageException malformed(String key, Exception cause) {
        return new MalformedMessageException("Expected a key <trial>/<epoch>, found " + key, cause);
    }
}
