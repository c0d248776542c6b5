package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.PRODUCTS;

import io.atelier.engine.kernel.Scratch.Use;

/**
 * Shares the blocks of {@link TileBlocks} among the threads, in one of two ways that give the same bits. Where that keeps
 * all of them busy, each thread takes whole blocks or parts, whose products stay in its core's cache. Otherwise, with many
 * threads or few blocks, all threads together take a few blocks of each part at a time, a <i>wave</i>: first images, then
 * products, then images again.
 */
final class BlockSchedule {

    /** Consecutive blocks are in as many parts. What a part adds up, it adds up block after block. */
    static final int PARTS = 4;

    /** Whole blocks or parts must keep the threads at work for at least this share of the time. */
    private static final double BUSY = 0.9;

    /** The products of a wave, for each thread. */
    private static final int WAVE_BYTES = 3 << 20;

    private final TileBlocks shape;
    private final int images;
    private final int blocks;

    BlockSchedule(TileBlocks shape, int images) {
        this.shape = shape;
        this.images = images;
        this.blocks = (images + shape.imagesPerBlock() - 1) / shape.imagesPerBlock();
    }

    /**
     * @param first of its part
     * @param tiles of its images
     */
    record Block(int index, int part, boolean first, int tiles) {}

    /** What is done with a block: first with its images, then with its products, then with its images again. */
    interface Steps {

        /** @param row in the block's products, of the image's first tile */
        void before(int image, int row, Place place, Scratch scratch);

        void multiply(int product, Block block, Place place, Scratch scratch);

        /** @param row as {@link #before} */
        void after(int image, int row, Place place, Scratch scratch);
    }

    /** Where the products of one block lie: {@code slot} blocks from the beginning of both arrays. */
    record Place(TileBlocks shape, float[] inputs, float[] outputs, int slot) {

        int input(int product) {
            return slot * shape.inSize() + product * shape.inStride();
        }

        int output(int product) {
            return slot * shape.outSize() + product * shape.outStride();
        }
    }

    /** Where no block depends on another. */
    void forEach(Steps steps) {
        if (areBusy(blocks)) {
            Workers.forEach(blocks, (block, scratch) -> run(new Block(block, 0, false, tiles(block)), steps, scratch));
        } else {
            waves(steps);
        }
    }

    /** Where the blocks of a part follow each other. */
    void forEachPart(Steps steps) {
        if (areBusy(PARTS)) {
            Workers.forEach(PARTS, (part, scratch) -> {
                for (int block = begin(part); block < begin(part + 1); block++) {
                    run(block(block, part), steps, scratch);
                }
            });
        } else {
            waves(steps);
        }
    }

    private static boolean areBusy(int units) {
        int threads = Workers.threads();
        int rounds = (units + threads - 1) / threads;
        return units >= BUSY * rounds * threads;
    }

    private void run(Block block, Steps steps, Scratch scratch) {
        Place place = new Place(
                shape,
                scratch.get(Use.INPUT_PRODUCTS, shape.inSize()),
                scratch.get(Use.OUTPUT_PRODUCTS, shape.outSize()),
                0);
        int first = image(block.index());
        int end = image(block.index() + 1);
        for (int image = first; image < end; image++) {
            steps.before(image, row(image), place, scratch);
        }
        for (int product = 0; product < PRODUCTS; product++) {
            steps.multiply(product, block, place, scratch);
        }
        for (int image = first; image < end; image++) {
            steps.after(image, row(image), place, scratch);
        }
    }

    private void waves(Steps steps) {
        int longest = (blocks + PARTS - 1) / PARTS;
        long bytes = (long) PARTS * (shape.inSize() + shape.outSize()) * Float.BYTES;
        int turns = (int) Math.max(1, Math.min(longest, (long) WAVE_BYTES * Workers.threads() / bytes));
        Scratch shared = Scratch.ofCaller();
        float[] inputs = shared.get(Use.INPUT_PRODUCTS, PARTS * turns * shape.inSize());
        float[] outputs = shared.get(Use.OUTPUT_PRODUCTS, PARTS * turns * shape.outSize());
        for (int turn = 0; turn < longest; turn += turns) {
            new Wave(turn, turns, inputs, outputs).run(steps);
        }
    }

    /** Blocks {@code turn} to {@code turn + turns} of each part. */
    private final class Wave {

        private final int turn;
        private final int turns;
        private final float[] inputs;
        private final float[] outputs;

        Wave(int turn, int turns, float[] inputs, float[] outputs) {
            this.turn = turn;
            this.turns = turns;
            this.inputs = inputs;
            this.outputs = outputs;
        }

        void run(Steps steps) {
            forEachImage(steps::before);
            Workers.forEach(PARTS * PRODUCTS, (unit, scratch) -> {
                int part = unit % PARTS;
                for (int slot = part * turns; slot < (part + 1) * turns && has(slot); slot++) {
                    steps.multiply(unit / PARTS, block(index(slot), part), place(slot), scratch);
                }
            });
            forEachImage(steps::after);
        }

        private void forEachImage(ImageStep step) {
            int perBlock = shape.imagesPerBlock();
            Workers.forEach(PARTS * turns * perBlock, (unit, scratch) -> {
                int slot = unit / perBlock;
                int image = index(slot) * perBlock + unit % perBlock;
                if (has(slot) && image < images) {
                    step.run(image, row(image), place(slot), scratch);
                }
            });
        }

        private int index(int slot) {
            return begin(slot / turns) + turn + slot % turns;
        }

        private boolean has(int slot) {
            return index(slot) < begin(slot / turns + 1);
        }

        private Place place(int slot) {
            return new Place(shape, inputs, outputs, slot);
        }
    }

    private interface ImageStep {
        void run(int image, int row, Place place, Scratch scratch);
    }

    boolean isEmpty(int part) {
        return begin(part) == begin(part + 1);
    }

    /** The sums over the images of each part, image after image, of {@code values [image, element]}. */
    double[][] partSums(double[][] values) {
        double[][] sums = new double[PARTS][values[0].length];
        for (int part = 0; part < PARTS; part++) {
            for (int image = image(begin(part)); image < image(begin(part + 1)); image++) {
                for (int i = 0; i < sums[part].length; i++) {
                    sums[part][i] += values[image][i];
                }
            }
        }
        return sums;
    }

    private Block block(int index, int part) {
        return new Block(index, part, index == begin(part), tiles(index));
    }

    private int begin(int part) {
        return part * blocks / PARTS;
    }

    /** The first of a block. */
    private int image(int block) {
        return Math.min(images, block * shape.imagesPerBlock());
    }

    private int row(int image) {
        return image % shape.imagesPerBlock() * shape.tiles();
    }

    private int tiles(int block) {
        return (image(block + 1) - image(block)) * shape.tiles();
    }
}
