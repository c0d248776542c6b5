package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;

/**
 * What evaluation does beside the plain prediction: it also scores the mean of the probabilities of each test image and its
 * changed copies, all of equal weight. Validation, and so early stopping, goes by plain predictions.
 *
 * @param mirror whether the image and each moved copy are also seen in the mirror, left and right exchanged
 * @param shifts by how many pixels, in [0, 8], two copies are moved, one up and left, one down and right; 0 for none. The
 *     edge's pixels are repeated where nothing moves in
 */
public record Prediction(boolean mirror, int shifts) {

    static final int MOST_SHIFTS = 8;

    /** Of each image as it is. */
    public static final Prediction PLAIN = new Prediction(false, 0);

    public Prediction {
        Require.inRange(shifts, 0, MOST_SHIFTS, "shifts");
    }

    static Optional<Prediction> read(Value value) {
        Fields fields = value.fields();
        boolean mirror = fields.flag("mirror", false);
        int shifts = fields.integer("shifts", 0, MOST_SHIFTS, 0);
        return fields.make(() -> new Prediction(mirror, shifts));
    }

    ObjectNode write() {
        return new FieldWriter()
                .put("mirror", mirror, false)
                .put("shifts", shifts, 0)
                .done();
    }
}
