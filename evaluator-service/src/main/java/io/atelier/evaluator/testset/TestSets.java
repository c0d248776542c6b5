package io.atelier.evaluator.testset;

import io.atelier.contract.message.StreamDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the test sets that were used last. Belongs to one thread. */
public final class TestSets {

    private final TestSetLoader loader;
    private final int kept;
    private final Map<StreamDefinition, TestSet> sets = new LinkedHashMap<>(4, 0.75f, true);

    public TestSets(TestSetLoader loader, int kept) {
        this.loader = loader;
        this.kept = kept;
    }

    public TestSet get(StreamDefinition stream) throws TestSetUnavailableException, InterruptedException {
        TestSet set = sets.get(stream);
        if (set == null) {
            if (sets.size() >= kept) {
                sets.remove(sets.keySet().iterator().next());
            }
            set = loader.load(stream);
            sets.put(stream, set);
        }
        return set;
    }
}
