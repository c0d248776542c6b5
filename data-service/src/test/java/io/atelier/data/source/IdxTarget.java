package io.atelier.data.source;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.fuzz.Probe;
import io.atelier.data.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** IDX files with hostile numbers, gzip that is cut or changed, streams that inflate to far more than expected. */
public final class IdxTarget {

    private static final int COUNT = 3;
    private static final int SIDE = 28;
    private static final int[] NUMBERS = {
        0x801, 0x803, COUNT, SIDE, 0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xD00
    };
    private static final int BOMB = 4 << 20;
    private static final Path FILE = Path.of("target", "fuzz", "IdxTarget", "file.gz");

    /** The buffers of streams. */
    private static final int BUFFERS = 1 << 20;

    private static final Probe PROBE = new Probe();
    private static final byte[] BOMB_FILE = gzip(new byte[BOMB], 0x801, COUNT);

    private IdxTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        boolean isImages = draw.consumeBoolean();
        byte[] file = file(isImages, draw);
        Files.write(FILE, file);
        PROBE.decode(
                isImages ? "IdxFile images" : "IdxFile labels",
                file.length,
                BUFFERS,
                DatasetException.class,
                () -> isImages ? images() : IdxFile.labels(FILE).length);
    }

    private static int images() throws DatasetException {
        try (IdxFile file = IdxFile.openImages(FILE)) {
            for (int i = 0; i < file.count(); i++) {
                file.next();
            }
            file.requireEnd();
            return file.count();
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static byte[] file(boolean isImages, FuzzedDataProvider draw) {
        int choice = draw.consumeInt(0, 15);
        if (choice == 0) {
            return draw.consumeRemainingAsBytes();
        }
        byte[] whole = choice == 1 ? BOMB_FILE.clone() : gzip(isImages, draw);
        for (int i = draw.consumeInt(0, 7) - 5; i > 0; i--) {
            whole[draw.consumeInt(0, whole.length - 1)] = draw.consumeByte();
        }
        return draw.consumeInt(0, 3) == 0 ? Arrays.copyOf(whole, draw.consumeInt(0, whole.length + 9)) : whole;
    }

    private static byte[] gzip(boolean isImages, FuzzedDataProvider draw) {
        int[] header = isImages ? new int[] {0x803, COUNT, SIDE, SIDE} : new int[] {0x801, COUNT};
        if (draw.consumeInt(0, 3) == 0) {
            header[draw.consumeInt(0, header.length - 1)] =
                    draw.consumeBoolean() ? draw.consumeInt() : NUMBERS[draw.consumeInt(0, NUMBERS.length - 1)];
        }
        int length = COUNT * (isImages ? SIDE * SIDE : 1) + (draw.consumeInt(0, 3) == 0 ? draw.consumeInt(-3, 3) : 0);
        byte[] content = Arrays.copyOf(draw.consumeBytes(length), length);
        return gzip(content, header);
    }

    private static byte[] gzip(byte[] content, int... header) {
        try {
            return IdxFiles.gzip(content, header);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
    }
}
