package io.atelier.data.pack;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.Json;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.fuzz.Probe;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.dataset.PixelHash;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packs with changed bytes, cut, or with a description of other numbers, whose checksum is right. */
public final class PackTarget {

    private static final Path FILE = Path.of("target", "fuzz", "PackTarget", "file.pack");
    private static final Shape SHAPE = new Shape(3, 2, 1);
    private static final int TRAIN = 4;
    private static final int TEST = 2;
    private static final int[] NUMBERS = {0, 1, TRAIN, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

    /** That for reading. */
    private static final int BUFFERS = 2 << 20;

    private static final Probe PROBE = new Probe();

    private PackTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        byte[] file = file(draw);
        Files.write(FILE, file);
        Optional<Dataset> dataset =
                PROBE.decode("PackFile", file.length, BUFFERS, DatasetException.class, () -> PackFile.open(FILE));
        if (dataset.isPresent()) {
            byte[] pixels = new byte[(int) dataset.get().train().shape().size()];
            for (int i = 0; i < dataset.get().train().size(); i++) {
                dataset.get().train().copy(i, pixels, 0);
            }
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static byte[] file(FuzzedDataProvider draw) {
        byte[] body = new byte[(TRAIN + TEST) * PackLayout.record(SHAPE)];
        for (int i = 0; i < body.length; i++) {
            body[i] = i % 8 >= 6 ? 0 : (byte) i;
        }
        // A label that no class has, now and then.
        body[body.length - 1] = (byte) draw.consumeInt(0, 2);
        PixelHash hash = new PixelHash(SHAPE, TRAIN, TEST);
        hash.addRecords(body, body.length);
        byte[] json = json(hash.hex(), draw);
        ByteBuffer pack = ByteBuffer.allocate(PackLayout.BODY + body.length + json.length + PackLayout.TRAILER);
        pack.putLong(0, PackLayout.MAGIC).position(PackLayout.BODY);
        pack.put(body)
                .put(json)
                .putInt(json.length)
                .putInt(PackFile.crc32(json))
                .putLong(PackLayout.MAGIC);
        byte[] file = pack.array();
        for (int i = draw.consumeInt(0, 7) - 5; i > 0; i--) {
            file[draw.consumeInt(0, file.length - 1)] = draw.consumeByte();
        }
        return draw.consumeInt(0, 5) == 0 ? Arrays.copyOf(file, draw.consumeInt(0, file.length + 9)) : file;
    }

    private static byte[] json(String hash, FuzzedDataProvider draw) {
        DatasetDescription description = new DatasetDescription(
                DatasetDescription.SCHEMA,
                "drawn",
                SHAPE,
                List.of("a", "b"),
                TRAIN,
                TEST,
                hash,
                new DatasetSource("folder", "/drawn", Map.of()));
        byte[] json = Json.write(description);
        if (draw.consumeInt(0, 2) > 0) {
            return json;
        }
        String text = new String(json, java.nio.charset.StandardCharsets.UTF_8);
        int number = NUMBERS[draw.consumeInt(0, NUMBERS.length - 1)];
        String changed =
                switch (draw.consumeInt(0, 2)) {
                    case 0 -> text.replace("\"train\":" + TRAIN, "\"train\":" + number);
                    case 1 -> text.replace("\"height\":3", "\"height\":" + number);
                    default -> text.replace("\"test\":" + TEST, "\"test\":" + number);
                };
        return changed.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
