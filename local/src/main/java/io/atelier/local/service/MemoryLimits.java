package io.atelier.local.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Bounds of one JVM, in MiB.
 *
 * @param heap Java objects
 * @param direct buffers of network and files
 * @param offHeap what the tensor library allocates; 0 if the process has none
 */
record MemoryLimits(int heap, int direct, int offHeap) {

    /** Code, metaspace, thread stacks and the libraries themselves. */
    private static final int REST = 768;

    List<String> jvmOptions() {
        List<String> options = new ArrayList<>(
                List.of("-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=" + direct + "m", "-XX:+ExitOnOutOfMemoryError"));
        if (offHeap > 0) {
            options.add("-Dorg.bytedeco.javacpp.maxbytes=" + offHeap + "m");
            options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (heap + direct + offHeap + REST) + "m");
        }
        return options;
    }
}
