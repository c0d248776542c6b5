package io.atelier.data.stream;

import io.atelier.contract.message.Augmentation;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.tensor.Batch;
import io.atelier.data.dataset.SyntheticDataset;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** One batch of the stream of every recipe, pixels and labels, by its SHA-256. */
final class StreamBits {

    private static final int IMAGES = 400;

    private static final Map<String, StreamDefinition> STREAMS = Map.of(
            "whole", train(Holdout.NONE, Augmentation.NONE),
            "tail", train(Holdout.tail(0.25), Augmentation.NONE),
            "shuffled", train(Holdout.shuffled(0.2, 42), new Augmentation(0.2, 0.2, 0, true)),
            "rotated", train(Holdout.shuffled(0.2, 42), new Augmentation(0.1, 0.1, 15, true)),
            "validation", still(Split.VALIDATION, Holdout.shuffled(0.2, 42)),
            "test", still(Split.TEST, Holdout.NONE));

    private StreamBits() {}

    public static void main(String[] arguments) throws Exception {
        hashes().forEach((name, hash) -> System.out.println(name + "=" + hash));
    }

    /** By name. */
    static Map<String, String> hashes() throws Exception {
        BatchFactory source = new BatchFactory(SyntheticDataset.ofSize(IMAGES, 50));
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, StreamDefinition> stream : STREAMS.entrySet()) {
            int epoch = stream.getValue().split() == Split.TRAIN ? 2 : 1;
            hashes.put(stream.getKey(), hash(source.batch(stream.getValue(), epoch, 1)));
        }
        return hashes;
    }

    private static String hash(Batch batch) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocate(batch.images().remaining() * Float.BYTES);
        pixels.asFloatBuffer().put(batch.images());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(pixels);
        digest.update(batch.labels());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static StreamDefinition train(Holdout holdout, Augmentation augmentation) {
        int images = IMAGES - (int) Math.ceil(holdout.fraction() * IMAGES);
        return new StreamDefinition("synthetic", Split.TRAIN, IMAGES, images, holdout, augmentation, 32, 7);
    }

    private static StreamDefinition still(Split split, Holdout holdout) {
        int source = split == Split.TEST ? 50 : IMAGES;
        int images = split == Split.TEST ? 50 : (int) Math.ceil(holdout.fraction() * IMAGES);
        return new StreamDefinition("synthetic", split, source, images, holdout, Augmentation.NONE, 32, 0);
    }
}
