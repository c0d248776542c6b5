package io.atelier.engine;

import io.atelier.contract.Require;

/**
 * One layer of an {@link Architecture}. Convolutions are 3x3, same padding, with bias and ReLU; pooling takes the
 * maximum of 2x2; hidden dense layers have ReLU. A {@code Flatten} stands implicitly before the first dense layer.
 */
public sealed interface Layer {

    record Convolution(int filters) implements Layer {
        public Convolution {
            Require.inRange(filters, 1, 4096, "filters");
        }
    }

    record BatchNormalization() implements Layer {}

    record MaxPooling() implements Layer {}

    /** Inverted dropout: {@code rate} of the values become zero, the others are divided by {@code 1 - rate}. */
    record Dropout(double rate) implements Layer {
        public Dropout {
            Require.inRange(rate, 0.0, 0.9, "rate");
        }
    }

    record Dense(int units) implements Layer {
        public Dense {
            Require.inRange(units, 1, 1 << 16, "units");
        }
    }

    /** Dense layer with softmax, trained with cross-entropy. The last layer, and only that. */
    record Output(int classes) implements Layer {
        public Output {
            Require.inRange(classes, 2, 1000, "classes");
        }
    }
}
