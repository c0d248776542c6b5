package io.atelier.harness.soak;

import io.atelier.local.LocalException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * How one value changed during the run.
 *
 * @param early its value, by {@link Measure#typical}, in the samples from 10 % of the run on
 * @param late its value in the last samples
 * @param allowed by how much the late value may exceed the early one
 */
record Growth(String subject, Measure measure, double early, double late, double allowed, String because) {

    /** By then topics have been trimmed for the first time. */
    private static final double EARLY_FROM = 0.1;

    private static final double EARLY_TO = 0.3;
    private static final double LATE_FROM = 0.8;

    /** The margin of a reading. */
    @FunctionalInterface
    interface MarginOf {
        Margin of(Reading reading);
    }

    boolean grew() {
        return late - early > allowed;
    }

    static boolean isEarly(double progress) {
        return progress >= EARLY_FROM && progress <= EARLY_TO;
    }

    static boolean isMiddleOrLate(double progress) {
        return progress > EARLY_TO;
    }

    static boolean isLate(double progress) {
        return progress >= LATE_FROM;
    }

    /**
     * Compares everything that was measured. What was not there early counts as 0: what appears later has grown.
     *
     * @throws LocalException if there are no samples of the beginning or of the end
     */
    static List<Growth> of(List<Sample> samples, MarginOf margins) throws LocalException {
        List<Sample> early = during(samples, Growth::isEarly);
        List<Sample> late = during(samples, Growth::isLate);
        if (early.isEmpty() || late.isEmpty()) {
            throw new LocalException("Expected samples at 10 % to 30 % and at 80 % to 100 % of the run, found "
                    + early.size() + " and " + late.size() + ": take them more often");
        }
        Work between = late.get(late.size() / 2)
                .work()
                .since(early.get(early.size() / 2).work());
        TreeSet<Key> keys = new TreeSet<>();
        late.forEach(sample -> sample.readings().forEach(reading -> keys.add(Key.of(reading))));
        return keys.stream().map(key -> of(key, early, late, between, margins)).toList();
    }

    private static Growth of(Key key, List<Sample> early, List<Sample> late, Work between, MarginOf margins) {
        double first = typical(key, early);
        double last = typical(key, late);
        Margin margin = margins.of(new Reading(key.subject(), key.measure(), last));
        return new Growth(key.subject(), key.measure(), first, last, margin.allowed(first, between), margin.because());
    }

    private static List<Sample> during(List<Sample> samples, Predicate<Double> progress) {
        return samples.stream()
                .filter(sample -> progress.test(sample.progress()))
                .toList();
    }

    private static double typical(Key key, List<Sample> samples) {
        double[] values = samples.stream()
                .flatMap(sample -> sample.readings().stream())
                .filter(reading -> Key.of(reading).equals(key))
                .mapToDouble(Reading::value)
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : key.measure().typical(values);
    }

    private record Key(String subject, Measure measure) implements Comparable<Key> {

        static Key of(Reading reading) {
            return new Key(reading.subject(), reading.measure());
        }

        @Override
        public int compareTo(Key other) {
            int bySubject = subject.compareTo(other.subject);
            return bySubject != 0 ? bySubject : measure.compareTo(other.measure);
        }
    }
}
