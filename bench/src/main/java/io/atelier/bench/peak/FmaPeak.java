package io.atelier.bench.peak;

import io.atelier.bench.worker.ResultLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most float32 arithmetic that some threads do at once: fused multiply-adds on registers alone, as many independent
 * ones as hide their latency. Arguments: threads, seconds of warm-up, seconds of measurement.
 */
public final class FmaPeak {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Two units of four or five cycles each need ten; sixteen vector registers must hold them and two factors. */
    private static final int ACCUMULATORS = 12;

    /** Many short calls, about 10 ms in all: each new one takes the compiled method as soon as there is one. */
    private static final int CALLS = 500;

    private static final int ITERATIONS = 10_000;

    private FmaPeak() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int threads = Integer.parseInt(arguments[0]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            best(pool, threads, seconds(arguments[1]));
            double flops = best(pool, threads, seconds(arguments[2]));
            ResultLines.write(Map.of("gflops", flops / 1e9)).forEach(System.out::println);
        } finally {
            pool.shutdown();
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos((long) (Double.parseDouble(text) * 1e9));
    }

    /** Operations per second of all threads together in their best round. */
    private static double best(ExecutorService pool, int threads, Duration time)
            throws InterruptedException, ExecutionException {
        List<Callable<Float>> tasks = Stream.generate(() -> (Callable<Float>) FmaPeak::manyMultiplyAdds)
                .limit(threads)
                .toList();
        double operations = 2.0 * threads * CALLS * ITERATIONS * ACCUMULATORS * SPECIES.length();
        double best = 0;
        long end = System.nanoTime() + time.toNanos();
        do {
            long before = System.nanoTime();
            for (Future<Float> future : pool.invokeAll(tasks)) {
                if (!Float.isFinite(future.get())) {
                    throw new ArithmeticException("A sum that must stay bounded has not");
                }
            }
            best = Math.max(best, operations / ((System.nanoTime() - before) / 1e9));
        } while (System.nanoTime() - end < 0);
        return best;
    }

    private static float manyMultiplyAdds() {
        float sum = 0;
        for (int call = 0; call < CALLS; call++) {
            sum += multiplyAdds(ITERATIONS);
        }
        return sum;
    }

    /** The sum over all accumulators and lanes, so that none can be optimized away. */
    static float multiplyAdds(int iterations) {
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector term = FloatVector.broadcast(SPECIES, 1f);
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a.add(1);
        FloatVector c = a.add(2);
        FloatVector d = a.add(3);
        FloatVector e = a.add(4);
        FloatVector f = a.add(5);
        FloatVector g = a.add(6);
        FloatVector h = a.add(7);
        FloatVector i = a.add(8);
        FloatVector j = a.add(9);
        FloatVector k = a.add(10);
        FloatVector l = a.add(11);
        for (int n = 0; n < iterations; n++) {
            a = a.fma(factor, term);
            b = b.fma(factor, term);
            c = c.fma(factor, term);
            d = d.fma(factor, term);
            e = e.fma(factor, term);
            f = f.fma(factor, term);
            g = g.fma(factor, term);
            h = h.fma(factor, term);
            i = i.fma(factor, term);
            j = j.fma(factor, term);
            k = k.fma(factor, term);
            l = l.fma(factor, term);
        }
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return sum.reduceLanes(VectorOperators.ADD) / SPECIES.length();
    }
}
