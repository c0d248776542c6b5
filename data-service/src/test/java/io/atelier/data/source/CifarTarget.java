package io.atelier.data.source;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.fuzz.Probe;
import io.atelier.data.dataset.DatasetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Folders of CIFAR binaries and lists of names, with changed labels, cut, or of noise. */
public final class CifarTarget {

    private static final int RECORD = 3073;
    private static final Path FOLDER = Path.of("target", "fuzz", "CifarTarget", "files");

    /** The buffers of streams. */
    private static final int BUFFERS = 1 << 20;

    private static final Probe PROBE = new Probe();

    private CifarTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        Files.createDirectories(FOLDER);
        byte[] train = records(draw);
        byte[] names = draw.consumeInt(0, 3) == 0
                ? draw.consumeBytes(60)
                : "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(FOLDER.resolve("data_batch_1.bin"), train);
        Files.write(FOLDER.resolve("test_batch.bin"), new byte[RECORD]);
        Files.write(FOLDER.resolve("batches.meta.txt"), names);
        Optional<Source> source = PROBE.decode(
                "CifarSource",
                train.length + names.length,
                BUFFERS,
                DatasetException.class,
                () -> Sources.open(FOLDER, SourceSettings.DEFAULT));
        if (source.isPresent()) {
            Probe.require(source.get().train() == train.length / RECORD, "Not as many as the file has");
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static byte[] records(FuzzedDataProvider draw) {
        byte[] records = new byte[RECORD * draw.consumeInt(1, 3)];
        for (int at = 0; at < records.length; at += RECORD) {
            records[at] = (byte) draw.consumeInt(0, 10);
        }
        return draw.consumeInt(0, 3) == 0 ? Arrays.copyOf(records, draw.consumeInt(0, records.length)) : records;
    }
}
