package io.atelier.contract.keras;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a layer of ours comes from, and what must hold of it once its shapes are known.
 *
 * @param axis of the channels, as Keras counts
 * @param padding that became a part of it
 */
record Origin(KerasLayer source, OptionalInt axis, Optional<Tensor.Padding> padding) {}
