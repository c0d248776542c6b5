package io.atelier.data.pack;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.architecture.Shape;
import io.atelier.data.source.Source;
import java.util.List;

/**
 * How far the packing of a source is, for whoever goes on with it.
 *
 * @param fingerprint of the source
 * @param ofTrain training images that the source has
 * @param ofTest test images that the source has
 * @param taken images of the source that are done, training images first
 * @param train training images in the pack
 * @param test test images in the pack
 * @param unreadable the first of those that are left out, with the reasons
 */
record PackNote(
        int schema,
        String fingerprint,
        int ofTrain,
        int ofTest,
        int taken,
        int train,
        int test,
        List<String> unreadable) {

    static final int SCHEMA = 1;

    PackNote {
        Require.schema(schema, SCHEMA, "PackNote");
        Require.sha256(fingerprint, "fingerprint");
        Require.inRange(ofTrain, 0, Integer.MAX_VALUE, "of_train");
        Require.inRange(ofTest, 0, Integer.MAX_VALUE - ofTrain, "of_test");
        Require.inRange(taken, 0, ofTrain + ofTest, "taken");
        Require.inRange(train, 0, Math.min(taken, ofTrain), "train");
        Require.inRange(test, 0, Math.max(0, taken - ofTrain), "test");
        unreadable = Require.copy(unreadable, UnreadableImages.NAMED, "unreadable");
        int named = Math.min(taken - train - test, UnreadableImages.NAMED);
        Require.that(
                unreadable.size() == named, "unreadable must have %d elements, but has %d", named, unreadable.size());
    }

    /** Before the first image. */
    static PackNote begin(String fingerprint, Source source) {
        return new PackNote(SCHEMA, fingerprint, source.train(), source.test(), 0, 0, 0, List.of());
    }

    /** How many are left out. */
    int left() {
        return taken - train - test;
    }

    int all() {
        return ofTrain + ofTest;
    }

    /** Bytes of the pack so far. */
    long length(Shape shape) {
        return PackLayout.BODY + (0L + train + test) * PackLayout.record(shape);
    }

    /** Refuses one of other images. */
    void requireSameSource(PackNote expected) throws MalformedMessageException {
        if (!fingerprint.equals(expected.fingerprint) || ofTrain != expected.ofTrain || ofTest != expected.ofTest) {
            throw new MalformedMessageException(
                    "expected a note about %d and %d images of fingerprint %s, found one about %d and %d of %s"
                            .formatted(
                                    expected.ofTrain,
                                    expected.ofTest,
                                    expected.fingerprint,
                                    ofTrain,
                                    ofTest,
                                    fingerprint));
        }
    }
}
