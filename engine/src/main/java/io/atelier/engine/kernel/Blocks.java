package io.atelier.engine.kernel;

/** Element by element over long buffers: a block at a time, shared among the threads. */
final class Blocks {

    /** Floats in a block, a multiple of every {@link Lanes#COUNT}. */
    static final int SIZE = 1 << 14;

    private Blocks() {}

    /** One block; {@code scratch} is the thread's own. */
    @FunctionalInterface
    interface Work {
        void run(int from, int count, Scratch scratch);
    }

    /** Does all blocks of {@code size} elements; the last one may be shorter. */
    static void forEach(int size, Work work) {
        Workers.forEach((size + SIZE - 1) / SIZE, (block, scratch) -> {
            int from = block * SIZE;
            work.run(from, Math.min(SIZE, size - from), scratch);
        });
    }
}
