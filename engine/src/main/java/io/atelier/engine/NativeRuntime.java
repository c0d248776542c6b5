package io.atelier.engine;

import io.atelier.contract.Require;
import io.atelier.engine.layer.Blocks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native libraries of this process: loads them, bounds their threads, and tells what they are. */
public final class NativeRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(NativeRuntime.class);

    private static NativeRuntime started;

    private final int threads;
    private final boolean oneDnn;
    private final String description;

    private NativeRuntime(int threads, boolean oneDnn, String description) {
        this.threads = threads;
        this.oneDnn = oneDnn;
        this.description = description;
    }

    /**
     * Loads the libraries the first time, which takes seconds; later calls change the number of threads. Without oneDNN
     * all works, but many times slower: a warning says so.
     *
     * @param threads of OpenMP, and with it oneDNN, of OpenBLAS, and of the engine's own loops. Part of a training's
     *     identity: other numbers give other bits
     */
    public static synchronized NativeRuntime start(int threads) {
        Require.inRange(threads, 1, 1024, "threads");
        if (started != null && started.threads == threads) {
            return started;
        }
        System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
        // They would be written to the working directory, and need libraries that are left out.
        System.setProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY, "false");
        // Loads the libraries; asking for the native operations before it fails.
        Nd4j.getExecutioner();
        NativeOps natives = NativeOpsHolder.getInstance().getDeviceNativeOps();
        natives.setOmpNumThreads(threads);
        openblas.blas_set_num_threads(threads);
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Blocks.useThreads(threads);
        String build = natives.buildInfo().strip().replaceAll("\\s*\\n\\s*", ", ");
        boolean oneDnn = build.contains("HAVE_ONEDNN")
                && Nd4jCpu.Environment.getInstance().isUseONEDNN()
                && Nd4j.getEnvironment().helpersAllowed();
        started = new NativeRuntime(threads, oneDnn, "ND4J on " + threads + " threads (" + build + ")");
        started.report();
        return started;
    }

    private void report() {
        if (oneDnn) {
            LOG.info("Convolutions run on oneDNN: {}", description);
        } else {
            LOG.warn(
                    "Convolutions run WITHOUT oneDNN, many times slower than they could: {}. "
                            + "Build with an ND4J classifier that ends in -onednn, if there is one for this platform.",
                    description);
        }
    }

    /** To be called by every thread before it computes: OpenMP keeps the number of threads for each thread apart. */
    static synchronized void enter() {
        if (started == null) {
            throw new IllegalStateException("Call NativeRuntime.start before using networks");
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(started.threads);
    }

    /** Whether convolutions are computed by oneDNN. */
    public boolean oneDnn() {
        return oneDnn;
    }

    public int threads() {
        return threads;
    }

    /** The libraries and their version, for people. */
    public String libraries() {
        return "Deeplearning4j " + version() + (oneDnn ? " with oneDNN" : " without oneDNN");
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

    /** The libraries' build and the number of threads, for logs. */
    public String description() {
        return description;
    }
}
