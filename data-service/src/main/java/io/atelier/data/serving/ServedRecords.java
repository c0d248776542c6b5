package io.atelier.data.serving;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which records were served lately, and which requests were on the broker by then. If one of these asks for the same record,
 * its answer is already there: whoever waits for long asks again, and must not make the wait longer. Confined to one
 * thread.
 */
final class ServedRecords {

    /** Beyond that the eldest are forgotten, and served again if they are asked for again. */
    private static final int MOST = 16_384;

    private record Asked(int partition, String stream, int epoch, int index) {}

    /** Offsets below which requests were on the broker before the record was. */
    private final Map<Asked, Long> served = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Long> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A record is about to be served.
     *
     * @param partition of the requests
     * @param end of that partition: all requests below that offset are on the broker
     */
    void serve(int partition, String stream, int epoch, int index, long end) {
        Asked asked = new Asked(partition, stream, epoch, index);
        // The latest is the last to be forgotten.
        served.remove(asked);
        served.put(asked, end);
    }

    /** Whether the record was served after the request at {@code offset} was made. */
    boolean has(int partition, String stream, int epoch, int index, long offset) {
        Long end = served.get(new Asked(partition, stream, epoch, index));
        return end != null && offset < end;
    }

    /** What was sent may not have come. */
    void clear() {
        served.clear();
    }
}
