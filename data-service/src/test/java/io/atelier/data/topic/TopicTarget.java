package io.atelier.data.topic;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.dataset.DatasetSource;
import io.atelier.contract.dataset.ImageTopic;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.fuzz.RecordDraw;
import io.atelier.data.dataset.DatasetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/** Headers of records, and descriptions with other details. */
public final class TopicTarget {

    private static final String[] PARTS = {
        "0:0-1",
        "3:17-990",
        "0:0-999999999999999999",
        "1:5-4",
        "01:0-1",
        "",
        " ",
        "0:0-",
        ":",
        "-",
        "own",
        "64x64",
        "true",
        "found",
        "asked-for",
        "0.2",
        "1e-3",
        "NaN",
        "-9223372036854775808",
        "crop",
        "AAAAAAAAAAAAAAAAAAAAAQ"
    };
    private static final TopicVersion VERSION = new TopicVersion(
            new TopicRequest("drawn", Optional.empty(), SourceSettings.DEFAULT),
            new TopicSnapshot("drawn", Uuid.ONE_UUID, false, Offsets.of("0:0-7 3:1-90")));
    private static final Probe PROBE = new Probe();

    private TopicTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        if (draw.consumeBoolean()) {
            headers(draw);
        } else {
            description(draw);
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static void headers(FuzzedDataProvider draw) throws Exception {
        ProducerRecord<String, byte[]> valid = new ProducerRecord<>("drawn", "train/a/1.png", new byte[] {1});
        valid.headers().add(ImageTopic.LABEL, label(draw));
        valid.headers().add(ImageTopic.SPLIT, "test".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<String, byte[]> record = RecordDraw.like(valid, 0, draw);
        PROBE.decode("ImageTopic label", RecordDraw.size(record), MalformedMessageException.class, () -> {
            String label = ImageTopic.label(record.headers());
            Probe.require(!label.isEmpty() && label.length() <= 100, "Label of " + label.length());
            return label;
        });
        PROBE.decode(
                "ImageTopic split",
                RecordDraw.size(record),
                MalformedMessageException.class,
                () -> ImageTopic.part(record.headers()));
    }

    private static byte[] label(FuzzedDataProvider draw) {
        int length = draw.consumeInt(0, 310);
        return draw.consumeBoolean()
                ? draw.consumeBytes(length)
                : draw.consumeString(length).getBytes(StandardCharsets.UTF_8);
    }

    private static void description(FuzzedDataProvider draw) throws Exception {
        Map<String, String> details = new TreeMap<>(VERSION.details());
        List<String> names = new ArrayList<>(details.keySet());
        for (int i = draw.consumeInt(0, 2); i > 0; i--) {
            String name = draw.pickValue(names);
            if (draw.consumeInt(0, 9) == 0) {
                details.remove(name);
            } else {
                details.put(name, text(draw));
            }
        }
        PROBE.decode(
                "TopicVersion",
                details.values().stream().mapToInt(String::length).sum(),
                DatasetException.class,
                () -> {
                    TopicVersion version = TopicVersion.of(
                            TopicVersionTest.describe(new DatasetSource(TopicVersion.KIND, "drawn", details)));
                    Probe.require(
                            details.entrySet().containsAll(version.details().entrySet()), "Read " + version);
                    return version;
                });
    }

    private static String text(FuzzedDataProvider draw) {
        StringBuilder text = new StringBuilder();
        for (int i = draw.consumeInt(1, 4); i > 0; i--) {
            text.append(draw.consumeInt(0, 3) == 0 ? draw.consumeString(100) : draw.pickValue(PARTS));
            text.append(i > 1 && draw.consumeBoolean() ? " " : "");
        }
        return text.toString();
    }
}
