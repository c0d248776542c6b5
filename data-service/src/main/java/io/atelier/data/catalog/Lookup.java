package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.data.dataset.Dataset;
import java.util.Optional;

/**
 * What there is of a dataset that is asked for. If there is nothing, and no fault either, it has to be made first.
 *
 * @param served it, if it is served
 * @param known what it is, if that is known
 * @param fault what is wrong with the question; it follows the word {@code dataset}
 */
public record Lookup(Optional<Dataset> served, Optional<DatasetDescription> known, Optional<String> fault) {

    static Lookup served(Dataset dataset) {
        return new Lookup(Optional.of(dataset), Optional.of(dataset.description()), Optional.empty());
    }

    static Lookup known(DatasetDescription description) {
        return new Lookup(Optional.empty(), Optional.of(description), Optional.empty());
    }

    static Lookup toBeMade() {
        return new Lookup(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Lookup fault(String message) {
        return new Lookup(Optional.empty(), Optional.empty(), Optional.of(message));
    }

    /** What a network must fit, if that is known. */
    public Optional<DatasetShape> shape() {
        return known.map(DatasetDescription::shape);
    }
}
