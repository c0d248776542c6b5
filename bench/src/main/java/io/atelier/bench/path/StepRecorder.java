package io.atelier.bench.path;

import io.atelier.engine.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pieces of a step: what is shared among the threads, and what the calling thread does before, between and after. */
final class StepRecorder implements Workers.Recorder {

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long resumed;

    /** Runs {@code step} and returns its pieces; what the recording itself takes is in none of them. */
    static List<Piece> record(Runnable step) {
        StepRecorder recorder = new StepRecorder();
        Workers.record(recorder);
        try {
            recorder.resumed = System.nanoTime();
            step.run();
            recorder.add("(after the last)", System.nanoTime() - recorder.resumed);
        } finally {
            Workers.record(null);
        }
        return List.copyOf(recorder.pieces);
    }

    @Override
    public void ended(String caller, long begin, long[] units, long end) {
        String name = caller + " #" + counts.merge(caller, 1, Integer::sum);
        add("(before " + name + ")", begin - resumed);
        add(name, units);
        resumed = System.nanoTime();
    }

    private void add(String name, long... nanos) {
        pieces.add(new Piece(
                name, Arrays.stream(nanos).mapToObj(unit -> unit / 1e9).toList()));
    }
}
