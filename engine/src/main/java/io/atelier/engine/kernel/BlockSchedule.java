package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Winograd.PRODUCTS;

import io.atelier.engine.kernel.Scratch.Use;
import io.atelier.engine.kernel.TileBlocks.Strip;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares the blocks of {@link TileBlocks} among the threads, in ways that give the same bits. Where that keeps all of them
 * busy, each thread takes whole blocks or parts, else the images of blocks, a few at a time: their products stay in its
 * core's cache.
 */
final class BlockSchedule {

    /** Consecutive blocks are in as many parts. What a part adds up, it adds up block after block. */
    static final int PARTS = 4;

    /** Units of work must keep the threads busy for at least this share of the time. */
    private static final double BUSY = 0.9;

    /** The products of a wave, for each thread. */
    private static final int WAVE_BYTES = 3 << 20;

    /** The products of a wave whose threads would else not be busy; more only if it has one block of each part. */
    private static final int MOST_WAVE_BYTES = 128 << 20;

    private final TileBlocks shape;
    private final int images;
    private final int blocks;
    private final List<Strip> strips;

    BlockSchedule(TileBlocks shape, int images) {
        this.shape = shape;
        this.images = images;
        this.blocks = (images + shape.imagesPerBlock() - 1) / shape.imagesPerBlock();
        this.strips = shape.strips();
    }

    /**
     * What is done with a block: first with its images, then with its products, then with its images again; with a large
     * image, strip after strip.
     */
    interface Steps {

        /** @param row in the products, of the first tile of the image or its strip */
        void before(int image, Strip strip, int row, Place place, Scratch scratch);

        /** With rows {@code row} to {@code row + tiles} of a product; it may go to where it comes from. */
        void multiply(int product, int row, int tiles, Place from, Place to, Scratch scratch);

        /**
         * One thread takes all strips of an image, in order.
         *
         * @param row as {@link #before}
         */
        void after(int image, Strip strip, int row, Place place, Scratch scratch);
    }

    /** In addition, what blocks add up. */
    interface AddingSteps extends Steps {

        /**
         * Comes after {@link #before}, block after block.
         *
         * @param tiles of the block or its strip
         * @param first of its part
         */
        void add(int product, int tiles, int part, boolean first, Place place);
    }

    /** Where the products of a block or a strip lie: {@code slot} of these from the beginning of both arrays. */
    record Place(TileBlocks shape, float[] inputs, float[] outputs, int slot) {

        Matrix input(int product) {
            return Matrix.inPanels(inputs, slot * shape.inSize() + product * shape.inStride(), shape.inPanels());
        }

        Matrix output(int product) {
            return Matrix.inPanels(outputs, slot * shape.outSize() + product * shape.outStride(), shape.outPanels());
        }
    }

    /** Images {@code first} to {@code end} of one block. */
    private record Group(int first, int end) {}

    /** Where no block depends on another. */
    void forEach(Steps steps) {
        int groups = groups(blocks);
        if (2 * blocks * groups > Workers.threads()) {
            Workers.forEach(blocks * groups, (unit, scratch) -> {
                Place place = place(scratch, 1);
                Group group = group(unit / groups, unit % groups, groups);
                for (Strip strip : strips) {
                    before(group, strip, steps, place, scratch);
                    finish(group, strip, steps, place, place, scratch);
                }
            });
        } else {
            forEachProduct(steps);
        }
    }

    /** Where the blocks of a part follow each other. */
    void forEachPart(AddingSteps steps) {
        if (areBusy(Math.min(PARTS, blocks))) {
            Workers.forEach(PARTS, (part, scratch) -> {
                Place place = place(scratch, 1);
                for (int index = begin(part); index < begin(part + 1); index++) {
                    Group all = group(index, 0, 1);
                    for (Strip strip : strips) {
                        before(all, strip, steps, place, scratch);
                        for (int product = 0; product < PRODUCTS; product++) {
                            add(product, index, strip, part, steps, place);
                        }
                        finish(all, strip, steps, place, place, scratch);
                    }
                }
            });
        } else {
            int turns = turns();
            Place places = place(Scratch.ofCaller(), PARTS * turns * strips.size());
            for (int turn = 0; turn < longest(); turn += turns) {
                new Wave(turn, turns, places).run(steps);
            }
        }
    }

    /** Blocks of the longest part. */
    private int longest() {
        return (blocks + PARTS - 1) / PARTS;
    }

    /** Blocks of each part in a wave. */
    private int turns() {
        int turns = Math.max(1, Math.min(longest(), blocksIn(WAVE_BYTES * (long) Workers.threads()) / PARTS));
        int most = Math.min(longest(), blocksIn(MOST_WAVE_BYTES) / PARTS);
        while (turns < most && !areBusy(PARTS * turns * groups(PARTS * turns))) {
            turns++;
        }
        return turns;
    }

    private static boolean areBusy(int units) {
        int threads = Workers.threads();
        int rounds = (units + threads - 1) / threads;
        return units >= BUSY * rounds * threads;
    }

    /** In how many groups of images to cut each of some blocks: as few as keep the threads busy. */
    private int groups(int some) {
        int groups = 1;
        while (!areBusy(some * groups) && imagesPerGroup(groups) > imagesPerGroup(2 * groups)) {
            groups *= 2;
        }
        return groups;
    }

    /** Groups of a block begin with a multiple of {@link Gemm#ROWS}, since products are computed up to the next. */
    private int imagesPerGroup(int groups) {
        int count = (shape.imagesPerBlock() + groups - 1) / groups;
        while (groups > 1 && count * shape.tiles() % Gemm.ROWS != 0) {
            count++;
        }
        return Math.min(count, shape.imagesPerBlock());
    }

    private Group group(int block, int index, int groups) {
        int count = imagesPerGroup(groups);
        int first = Math.min(image(block + 1), image(block) + index * count);
        return new Group(first, Math.min(image(block + 1), first + count));
    }

    private void before(Group group, Strip strip, Steps steps, Place place, Scratch scratch) {
        for (int image = group.first(); image < group.end(); image++) {
            steps.before(image, strip, row(image), place, scratch);
        }
    }

    /** What follows on {@link #before}. */
    private void finish(Group group, Strip strip, Steps steps, Place from, Place to, Scratch scratch) {
        int tiles = (group.end() - group.first()) * shape.tiles(strip);
        for (int product = 0; product < PRODUCTS && tiles > 0; product++) {
            steps.multiply(product, row(group.first()), tiles, from, to, scratch);
        }
        for (int image = group.first(); image < group.end(); image++) {
            steps.after(image, strip, row(image), to, scratch);
        }
    }

    private void add(int product, int index, Strip strip, int part, AddingSteps steps, Place place) {
        steps.add(product, tiles(index, strip), part, index == begin(part) && strip.first() == 0, place);
    }

    private Place place(Scratch scratch, int slots) {
        return new Place(
                shape,
                scratch.get(Use.INPUT_PRODUCTS, slots * shape.inSize()),
                scratch.get(Use.OUTPUT_PRODUCTS, slots * shape.outSize()),
                0);
    }

    /** With so few images that half of the threads would have none, all share the products of each block. */
    private void forEachProduct(Steps steps) {
        int together = Math.min(blocks, Math.max(1, blocksIn(MOST_WAVE_BYTES)));
        Place places = place(Scratch.ofCaller(), together * strips.size());
        for (int begin = 0; begin < blocks; begin += together) {
            int first = begin;
            int end = Math.min(blocks, begin + together);
            forEachStrip(first, end, steps::before, places);
            Workers.forEach((end - first) * strips.size() * PRODUCTS, (unit, scratch) -> {
                int slot = unit / PRODUCTS;
                Place place = slot(places, slot);
                int tiles = tiles(first + slot / strips.size(), strips.get(slot % strips.size()));
                steps.multiply(unit % PRODUCTS, 0, tiles, place, place, scratch);
            });
            forEachStrip(first, end, steps::after, places);
        }
    }

    private interface StripStep {
        void run(int image, Strip strip, int row, Place place, Scratch scratch);
    }

    /** Of blocks {@code first} to {@code end}; those of an image in order. */
    private void forEachStrip(int first, int end, StripStep step, Place places) {
        Workers.forEach(image(end) - image(first), (unit, scratch) -> {
            int image = image(first) + unit;
            int slot = (image / shape.imagesPerBlock() - first) * strips.size();
            for (int i = 0; i < strips.size(); i++) {
                step.run(image, strips.get(i), row(image), slot(places, slot + i), scratch);
            }
        });
    }

    /** How many blocks have their products in so many bytes. */
    private int blocksIn(long bytes) {
        return (int) (bytes / ((long) (shape.inSize() + shape.outSize()) * Float.BYTES * strips.size()));
    }

    private static Place slot(Place places, int slot) {
        return new Place(places.shape(), places.inputs(), places.outputs(), slot);
    }

    /** Blocks {@code turn} to {@code turn + turns} of each part. */
    private final class Wave {

        private final int turn;
        private final int turns;
        private final Place places;

        Wave(int turn, int turns, Place places) {
            this.turn = turn;
            this.turns = turns;
            this.places = places;
        }

        void run(AddingSteps steps) {
            int[] slots = IntStream.range(0, PARTS * turns).filter(this::has).toArray();
            int groups = groups(slots.length);
            Workers.forEach(slots.length * groups, (unit, scratch) -> {
                int slot = slots[unit / groups];
                Group group = group(index(slot), unit % groups, groups);
                for (int i = 0; i < strips.size(); i++) {
                    Place from = slot(places, slot * strips.size() + i);
                    before(group, strips.get(i), steps, from, scratch);
                    // Those of the place are still to be added.
                    float[] inputs = scratch.get(Use.INPUT_PRODUCTS, shape.inSize());
                    Place to = new Place(shape, inputs, from.outputs(), 0);
                    finish(group, strips.get(i), steps, from, to, scratch);
                }
            });
            Workers.forEach(PARTS * PRODUCTS, (unit, scratch) -> {
                int part = unit % PARTS;
                for (int slot = part * turns; slot < (part + 1) * turns && has(slot); slot++) {
                    for (int i = 0; i < strips.size(); i++) {
                        Place place = slot(places, slot * strips.size() + i);
                        add(unit / PARTS, index(slot), strips.get(i), part, steps, place);
                    }
                }
            });
        }

        private int index(int slot) {
            return begin(slot / turns) + turn + slot % turns;
        }

        private boolean has(int slot) {
            return index(slot) < begin(slot / turns + 1);
        }
    }

    boolean isEmpty(int part) {
        return begin(part) == begin(part + 1);
    }

    /** The sums over the images of each part, image after image, of {@code values [image, element]}. */
    double[][] partSums(float[][] values) {
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

    private int tiles(int block, Strip strip) {
        return (image(block + 1) - image(block)) * shape.tiles(strip);
    }
}
