/**
 * Architectures from models of Keras 2 and 3, as {@code model.to_json()} writes them: a list of classes and of their fields
 * says what is understood, everything else is refused by its path. Nothing of a model is ever executed.
 */
package io.atelier.contract.keras;
