package io.atelier.contract.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Calls decoders and holds them to their promise: a valid value or the documented refusal with a reason, in memory that
 * the input's size bounds. Counts what came of it.
 */
public final class Probe {

    static final String REPORT = "probe: ";

    /** Buffers of parsers, stack traces of refusals. */
    private static final long SLACK_BYTES = 1 << 20;

    private static final int BYTES_PER_INPUT_BYTE = 100;
    private static final Pattern REASON = Pattern.compile("[Ee]xpected|must|Not a valid");
    private static final int MAX_REASON = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Counts> counts = new TreeMap<>();

    private static final class Counts {
        private long accepted;
        private long refused;
        private long most;
    }

    /** A call that can be made again. */
    public interface Call<T> {
        T decode() throws Exception;
    }

    /** The value, or nothing if it was refused as it should be. */
    public <T> Optional<T> decode(String decoder, int inputBytes, Class<? extends Exception> refusal, Call<T> call)
            throws Exception {
        return decode(decoder, inputBytes, 0, refusal, call);
    }

    /**
     * The value, or nothing if it was refused as it should be.
     *
     * @param extraBytes that the decoder may allocate for any input
     */
    public <T> Optional<T> decode(
            String decoder, int inputBytes, long extraBytes, Class<? extends Exception> refusal, Call<T> call)
            throws Exception {
        long bound = SLACK_BYTES + extraBytes + (long) BYTES_PER_INPUT_BYTE * inputBytes;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Optional<T> value = outcome(refusal, call);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > bound) {
            // The first call of a kind loads classes. The second does not.
            before = THREADS.getCurrentThreadAllocatedBytes();
            outcome(refusal, call);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            require(
                    allocated <= bound,
                    "%s allocated %d bytes for %d, more than %d".formatted(decoder, allocated, inputBytes, bound));
        }
        count(decoder, value.isPresent(), allocated);
        return value;
    }

    private static <T> Optional<T> outcome(Class<? extends Exception> refusal, Call<T> call) throws Exception {
        try {
            return Optional.of(call.decode());
        } catch (Exception e) {
            if (!refusal.isInstance(e)) {
                throw e;
            }
            requireReason(e);
            return Optional.empty();
        }
    }

    private static void requireReason(Exception e) {
        String reason = String.valueOf(e.getMessage());
        require(
                REASON.matcher(reason).find() && reason.length() <= MAX_REASON,
                "Refused without saying what was expected, or endlessly: " + reason);
    }

    /** For use by targets. */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    private void count(String decoder, boolean accepted, long allocated) {
        Counts of = counts.computeIfAbsent(decoder, name -> new Counts());
        of.accepted += accepted ? 1 : 0;
        of.refused += accepted ? 0 : 1;
        of.most = Math.max(of.most, allocated);
    }

    /** To be called at the end: prints the counts for {@link Fuzzer} to read. */
    public void report() {
        counts.forEach((decoder, of) -> System.out.printf(
                "%s%s: %d cases, %d accepted, %d refused, at most %d KiB allocated%n",
                REPORT, decoder, of.accepted + of.refused, of.accepted, of.refused, of.most >> 10));
    }
}
