package io.atelier.data.stream;

import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.ImageRecord;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.SyntheticDataset;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One record of the stream of every recipe, pixels as floats and labels as bytes, by its SHA-256. */
final class StreamBits {

    private static final int IMAGES = 400;
    private static final Dataset DATASET = SyntheticDataset.ofSize(IMAGES, 50);

    private static final List<Augmentation> LISTED = List.of(
            new Augmentation.Crop(2, Augmentation.Crop.Fill.REFLECT),
            new Augmentation.Flip(Augmentation.Flip.Mode.ALTERNATING),
            new Augmentation.Shift(0.1, 0.05),
            new Augmentation.Rotation(10),
            new Augmentation.Brightness(0.3),
            new Augmentation.Contrast(0.3),
            new Augmentation.Erase(0.5, new Augmentation.Range(0.02, 0.33), new Augmentation.Range(0.3, 3.3)),
            new Augmentation.Cutout(7));

    private static final Map<String, StreamDefinition> STREAMS = Map.of(
            "whole", train(Holdout.NONE, List.of()),
            "tail", train(Holdout.tail(0.25), List.of()),
            "shuffled", train(Holdout.shuffled(0.2, 42), List.of(new Augmentation.Keras(0.2, 0.2, 0, true))),
            "rotated", train(Holdout.shuffled(0.2, 42), List.of(new Augmentation.Keras(0.1, 0.1, 15, true))),
            "listed", train(Holdout.tail(0.25), LISTED),
            "validation", still(Split.VALIDATION, Holdout.shuffled(0.2, 42)),
            "test", still(Split.TEST, Holdout.NONE));

    private StreamBits() {}

    public static void main(String[] arguments) throws Exception {
        hashes().forEach((name, hash) -> System.out.println(name + "=" + hash));
    }

    /** By name. */
    static Map<String, String> hashes() throws Exception {
        RecordFactory source = new RecordFactory(DATASET);
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, StreamDefinition> stream : STREAMS.entrySet()) {
            int epoch = stream.getValue().split() == Split.TRAIN ? 2 : 1;
            hashes.put(stream.getKey(), hash(source.record(stream.getValue(), epoch, 1)));
        }
        return hashes;
    }

    private static String hash(ImageRecord record) throws Exception {
        float[] floats = new float[record.size() * 784];
        record.copy(0, record.size(), floats, 0);
        ByteBuffer pixels = ByteBuffer.allocate(floats.length * Float.BYTES);
        pixels.asFloatBuffer().put(floats);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(pixels);
        for (int i = 0; i < record.size(); i++) {
            digest.update((byte) record.label(i));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static StreamDefinition train(Holdout holdout, List<Augmentation> augmentations) {
        int images = IMAGES - (int) Math.ceil(holdout.fraction() * IMAGES);
        return new StreamDefinition(
                DATASET.description().reference(), Split.TRAIN, IMAGES, images, holdout, augmentations, 32, 7);
    }

    private static StreamDefinition still(Split split, Holdout holdout) {
        int source = split == Split.TEST ? 50 : IMAGES;
        int images = split == Split.TEST ? 50 : (int) Math.ceil(holdout.fraction() * IMAGES);
        return new StreamDefinition(
                DATASET.description().reference(), split, source, images, holdout, List.of(), 32, 0);
    }
}
