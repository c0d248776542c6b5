package io.atelier.bench.path;

import io.atelier.bench.BenchException;
import io.atelier.bench.worker.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Many recorded steps as one. */
final class TypicalStep {

    private TypicalStep() {}

    /**
     * Of every unit the median over the steps.
     *
     * @throws BenchException if the steps do not have the same pieces with as many units in the same order
     */
    static List<Piece> of(List<List<Piece>> steps) throws BenchException {
        List<Piece> first = steps.get(0);
        for (List<Piece> step : steps) {
            requireSame(first, step);
        }
        List<Piece> typical = new ArrayList<>();
        for (int index = 0; index < first.size(); index++) {
            List<Double> units = new ArrayList<>();
            for (int unit = 0; unit < first.get(index).units().size(); unit++) {
                units.add(median(steps, index, unit));
            }
            typical.add(new Piece(first.get(index).name(), units));
        }
        return typical;
    }

    private static double median(List<List<Piece>> steps, int piece, int unit) {
        return Measurement.median(
                steps.stream().map(step -> step.get(piece).units().get(unit)).toList());
    }

    private static void requireSame(List<Piece> expected, List<Piece> found) throws BenchException {
        List<String> before = outline(expected);
        List<String> now = outline(found);
        for (int index = 0; index < Math.max(before.size(), now.size()); index++) {
            String one = index < before.size() ? before.get(index) : "nothing";
            String other = index < now.size() ? now.get(index) : "nothing";
            if (!one.equals(other)) {
                throw new BenchException("Expected the same pieces in every step, but piece " + (index + 1) + " was "
                        + one + " in one step and " + other + " in another");
            }
        }
    }

    private static List<String> outline(List<Piece> step) {
        return step.stream()
                .map(piece -> piece.name() + " of " + piece.units().size() + " units")
                .toList();
    }
}
