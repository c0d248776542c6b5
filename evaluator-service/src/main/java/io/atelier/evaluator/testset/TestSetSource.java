package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.RecordSource;

/** Where test sets come from. */
@FunctionalInterface
public interface TestSetSource {

    /** Opens a test stream, of whose records nothing is asked for before the first is taken; the caller closes it. */
    RecordSource open(StreamDefinition stream);
}
