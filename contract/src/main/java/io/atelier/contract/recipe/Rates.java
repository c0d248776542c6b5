package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;

/**
 * Factors of the learning rate by the kind of parameter, in [0, 1000]; with 0 parameters of that kind stay as they are.
 *
 * @param weight of convolution kernels and dense weights
 * @param bias of convolutions and dense layers
 * @param gamma scale of batch normalization
 * @param beta shift of batch normalization
 */
public record Rates(double weight, double bias, double gamma, double beta) {

    static final double MOST = 1000;

    /** All parameters at the learning rate. */
    public static final Rates EQUAL = new Rates(1, 1, 1, 1);

    public Rates {
        Require.inRange(weight, 0, MOST, "rates.weight");
        Require.inRange(bias, 0, MOST, "rates.bias");
        Require.inRange(gamma, 0, MOST, "rates.gamma");
        Require.inRange(beta, 0, MOST, "rates.beta");
    }

    static Optional<Rates> read(Value value) {
        Fields fields = value.fields();
        double weight = fields.number("weight", 0, MOST, 1);
        double bias = fields.number("bias", 0, MOST, 1);
        double gamma = fields.number("gamma", 0, MOST, 1);
        double beta = fields.number("beta", 0, MOST, 1);
        return fields.make(() -> new Rates(weight, bias, gamma, beta));
    }

    ObjectNode write() {
        return new FieldWriter()
                .put("weight", weight, 1.0)
                .put("bias", bias, 1.0)
                .put("gamma", gamma, 1.0)
                .put("beta", beta, 1.0)
                .done();
    }
}
