package io.atelier.evaluator.testset;

import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import java.util.ArrayList;
import java.util.List;

/** Which batches to ask for: the missing ones of a window that moves on when all of it has come. */
final class TestSetRequests {

    private TestSetRequests() {}

    /** Requests for what is missing among the first {@code window} batches from the first missing one on. */
    static List<BatchRequest> next(StreamDefinition stream, TestSet set, int window) {
        List<BatchRequest> requests = new ArrayList<>();
        int first = set.nextMissing(0);
        int end = Math.min(stream.batches(), first + window);
        while (first < end) {
            int next = Math.min(end, set.nextPresent(first));
            requests.add(new BatchRequest(stream, 1, first, next - first));
            first = set.nextMissing(next);
        }
        return requests;
    }
}
