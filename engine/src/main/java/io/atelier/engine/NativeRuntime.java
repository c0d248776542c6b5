package io.atelier.engine;

import io.atelier.contract.Require;
import io.atelier.engine.kernel.Lanes;
import io.atelier.engine.kernel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the networks of this process compute with: the Vector API on the engine's own threads, and ND4J's native library for
 * memory and the few operations that are left to it.
 */
public final class NativeRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(NativeRuntime.class);

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private static NativeRuntime started;

    private final int threads;
    private final String description;

    private NativeRuntime(int threads, String description) {
        this.threads = threads;
        this.description = description;
    }

    /**
     * Loads the libraries the first time, which takes seconds; later calls change the number of threads. Where the JVM has
     * no vector instructions all works, but many times slower: a warning says so.
     *
     * @param threads that compute; any number gives the same bits
     * @throws IllegalStateException if the JVM was started without the module of the Vector API
     */
    public static synchronized NativeRuntime start(int threads) {
        Require.inRange(threads, 1, 1024, "threads");
        if (started != null && started.threads == threads) {
            return started;
        }
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            throw new IllegalStateException("The networks need the module " + VECTOR_MODULE
                    + ", but this JVM was started without it: add --add-modules " + VECTOR_MODULE
                    + " to java's options");
        }
        System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
        // They would be written to the working directory, and need libraries that are left out.
        System.setProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY, "false");
        // Loads the libraries; asking for the native operations before it fails.
        Nd4j.getExecutioner();
        // What is left to them is small: more threads would only compete with the engine's.
        openblas.blas_set_num_threads(1);
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Workers.use(threads);
        String build = NativeOpsHolder.getInstance()
                .getDeviceNativeOps()
                .buildInfo()
                .strip()
                .replaceAll("\\s*\\n\\s*", ", ");
        started = new NativeRuntime(
                threads, "vectors of " + Lanes.BITS + " bits on " + threads + " threads, ND4J (" + build + ")");
        started.report();
        return started;
    }

    private void report() {
        if (hasVectorInstructions()) {
            LOG.info("Networks are computed with {}", description);
        } else {
            LOG.warn(
                    "Networks are computed WITHOUT vector instructions, many times slower than they could: {}. "
                            + "Run on a HotSpot JVM with its C2 compiler, on a processor with AVX2, AVX-512 or NEON.",
                    description);
        }
    }

    /** To be called by every thread before it computes: OpenMP keeps the number of threads for each thread apart. */
    static synchronized void enter() {
        if (started == null) {
            throw new IllegalStateException("Call NativeRuntime.start before using networks");
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    /** Whether the JVM maps the Vector API to instructions; else it allocates an object per vector. */
    public boolean hasVectorInstructions() {
        return Lanes.BITS >= 128;
    }

    /** Of the vectors: 512 with AVX-512, 256 with AVX2, 128 with NEON. */
    public int vectorBits() {
        return Lanes.BITS;
    }

    public int threads() {
        return threads;
    }

    /** Memory outside of the heap that the tensor library holds at the moment, in bytes. */
    public long nativeBytes() {
        return Pointer.totalBytes();
    }

    /** What this process occupies of the machine's memory, heap and all, in bytes; 0 where the system does not tell. */
    public long residentBytes() {
        return Pointer.physicalBytes();
    }

    /** The library with its version and the vectors, for people. */
    public String libraries() {
        return "Deeplearning4j " + version() + ", vectors of " + Lanes.BITS + " bits";
    }

    private static String version() {
        Properties versions = new Properties();
        try (InputStream in = NativeRuntime.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("deeplearning4j");
    }

    /** Vectors, threads and the native library's build, for logs. */
    public String description() {
        return description;
    }
}
