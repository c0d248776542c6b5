package io.atelier.bench.path;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training step scheduled onto more threads than there may be: pieces follow each other, the units of each go to whichever
 * thread is free, and what is shared costs a hand-over. It knows neither of memory that is too slow for many threads nor of
 * clocks that sink.
 *
 * @param stepSeconds on one thread, as measured without recording
 * @param recordedSeconds the sum of all pieces, as recorded on one thread
 * @param handOverSeconds added to each shared piece if there are several threads
 * @param serialShare of the step on one thread in pieces that nobody shares
 * @param stepSecondsByThreads simulated
 * @param bounds where most time is lost on {@link #BOUND_THREADS} threads, the worst first
 */
public record CriticalPath(
        double stepSeconds,
        double recordedSeconds,
        double handOverSeconds,
        double serialShare,
        Map<Integer, Double> stepSecondsByThreads,
        List<Bound> bounds) {

    static final int BOUND_THREADS = 16;

    private static final int MOST_BOUNDS = 10;

    /**
     * A piece that keeps threads waiting.
     *
     * @param share of the step on one thread
     * @param efficiency on {@link #BOUND_THREADS} threads
     * @param lost of the step on as many threads: what would be saved if all of them had worked all the time
     */
    public record Bound(String name, double share, int units, double efficiency, double lost) {}

    public CriticalPath {
        stepSecondsByThreads = new TreeMap<>(stepSecondsByThreads);
        bounds = List.copyOf(bounds);
    }

    /** @param steps by the number of threads that they are made for; 1 and {@link #BOUND_THREADS} are among them */
    static CriticalPath of(Map<Integer, List<Piece>> steps, double stepSeconds, double handOverSeconds) {
        List<Piece> alone = steps.get(1);
        double recorded = alone.stream().mapToDouble(Piece::work).sum();
        double serial =
                alone.stream().filter(Piece::isSerial).mapToDouble(Piece::work).sum();
        Map<Integer, Double> byThreads = new TreeMap<>();
        // The pieces give the speed-up, the undisturbed step the seconds.
        steps.forEach((threads, step) ->
                byThreads.put(threads, stepSeconds * seconds(step, threads, handOverSeconds) / recorded));
        return new CriticalPath(
                stepSeconds,
                recorded,
                handOverSeconds,
                serial / recorded,
                byThreads,
                bounds(steps.get(BOUND_THREADS), handOverSeconds));
    }

    private static double seconds(List<Piece> step, int threads, double handOver) {
        return step.stream()
                .mapToDouble(piece -> seconds(piece, threads, handOver))
                .sum();
    }

    private static double seconds(Piece piece, int threads, double handOver) {
        return piece.onThreads(threads) + (threads > 1 && piece.units().size() > 1 ? handOver : 0);
    }

    private static List<Bound> bounds(List<Piece> step, double handOver) {
        double one = seconds(step, 1, handOver);
        double many = seconds(step, BOUND_THREADS, handOver);
        return step.stream()
                .filter(piece -> piece.work() > 0)
                .map(piece -> {
                    double ideal = piece.work() / BOUND_THREADS;
                    double real = seconds(piece, BOUND_THREADS, handOver);
                    return new Bound(
                            piece.name(),
                            piece.work() / one,
                            piece.units().size(),
                            ideal / real,
                            (real - ideal) / many);
                })
                .sorted(Comparator.comparingDouble(Bound::lost).reversed())
                .limit(MOST_BOUNDS)
                .toList();
    }
}
