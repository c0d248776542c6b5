package io.atelier.contract.stream;

import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.tensor.ImageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a stream is asked for and what has come. Records are numbered through all epochs; no more than {@code size} of
 * them are ever asked for and not yet taken, which bounds both memory and what is in flight. Not thread-safe.
 */
final class BatchWindow {

    /** One to be used while the other comes. */
    private static final int FEWEST = 2;

    private final StreamDefinition stream;
    private final int size;
    private final long end;
    private final Map<Long, ImageRecord> arrived = new HashMap<>();
    private int width = FEWEST;
    private long next;
    private long requested;

    /**
     * A window of two records, which grows by one with each that is used, so that many who begin at the same time do not
     * all wait until the first has got everything.
     *
     * @param epochs how many epochs the stream is read for, from the first
     * @param bytes the most that records have together, unless two have more
     */
    BatchWindow(StreamDefinition stream, int epochs, int bytes) {
        this.stream = stream;
        this.size = Math.max(FEWEST, bytes / stream.recordBytes());
        this.end = (long) epochs * stream.records();
    }

    /** Moves to the record that is needed now; what to ask for, once half of the window is used up. */
    List<BatchRequest> moveTo(int epoch, int index) {
        next = number(epoch, index);
        arrived.keySet().removeIf(number -> number < next);
        requested = Math.max(requested, next);
        if (requested - next > width / 2) {
            return List.of();
        }
        long from = requested;
        requested = Math.min(next + width, end);
        return requests(from, requested);
    }

    /** The record that is needed now, or null if it has not come. */
    ImageRecord take() {
        ImageRecord record = arrived.remove(next);
        if (record != null && width < size) {
            width++;
        }
        return record;
    }

    /** Keeps a record if it was asked for and has not come before. */
    void offer(ImageRecord record) {
        long number = number(record.epoch(), record.index());
        if (number >= next && number < requested) {
            arrived.putIfAbsent(number, record);
        }
    }

    /** What was asked for and has not come. */
    List<BatchRequest> missing() {
        List<BatchRequest> missing = new ArrayList<>();
        long from = next;
        while (from < requested) {
            if (arrived.containsKey(from)) {
                from++;
                continue;
            }
            long to = from + 1;
            while (to < requested && !arrived.containsKey(to)) {
                to++;
            }
            missing.addAll(requests(from, to));
            from = to;
        }
        return missing;
    }

    /** A request names records of one epoch, and not too many. */
    private List<BatchRequest> requests(long from, long to) {
        List<BatchRequest> requests = new ArrayList<>();
        while (from < to) {
            int index = (int) (from % stream.records());
            int count = (int) Math.min(Math.min(to - from, stream.records() - index), BatchRequest.MAX_COUNT);
            requests.add(new BatchRequest(stream, (int) (from / stream.records()) + 1, index, count));
            from += count;
        }
        return requests;
    }

    private long number(int epoch, int index) {
        return (epoch - 1L) * stream.records() + index;
    }
}
