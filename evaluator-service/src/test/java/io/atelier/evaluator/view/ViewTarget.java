package io.atelier.evaluator.view;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.api.RunResults;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the view's topics: topic, then a key up to a line break, then the value. What they make must be shown. */
public final class ViewTarget {

    private static final String TRIAL = "run.fmnist_3.s1";
    private static final int MAX_RUNS = 10;
    private static final Probe PROBE = new Probe();

    private ViewTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        Topic topic = topic(input);
        String key = key(input);
        byte[] value = value(input);
        RunView view = new RunView(MAX_RUNS);
        ViewRecords records = new ViewRecords(view);
        for (byte[] sample : seeds()) {
            records.accept(record(topic(sample), key(sample), value(sample)));
        }
        PROBE.decode(topic.topicName(), input.length, MalformedMessageException.class, () -> {
            records.accept(record(topic, key, value));
            return key;
        });
        view.runs().forEach(run -> Json.write(RunResults.of(run)));
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    static List<byte[]> seeds() {
        return List.of(
                seed(Topic.DATASETS, Samples.SHOES.id(), Samples.SHOES),
                seed(Topic.DATASETS, DatasetStatistics.key(Samples.SHOES.id()), Samples.SHOES_STATISTICS),
                seed(
                        Topic.TRIAL_EVENTS,
                        TRIAL,
                        TrialEvent.queued(Samples.definition("run", "synthetic"), Samples.NOON)),
                seed(Topic.EPOCHS, TRIAL + "/1", Samples.metrics(TRIAL, 1, true)),
                seed(Topic.EVALUATIONS, TRIAL + "/1", Samples.evaluation(TRIAL, 1)));
    }

    private static byte[] seed(Topic topic, String key, Object message) {
        byte[] head = ((char) ViewRecords.TOPICS.indexOf(topic) + key + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] value = Json.write(message);
        byte[] seed = Arrays.copyOf(head, head.length + value.length);
        System.arraycopy(value, 0, seed, head.length, value.length);
        return seed;
    }

    private static Topic topic(byte[] input) {
        return ViewRecords.TOPICS.get(Byte.toUnsignedInt(input[0]) % ViewRecords.TOPICS.size());
    }

    private static String key(byte[] input) {
        return new String(input, 1, keyEnd(input) - 1, StandardCharsets.UTF_8);
    }

    /** Null where nothing follows the key. */
    private static byte[] value(byte[] input) {
        int end = keyEnd(input);
        return end >= input.length ? null : Arrays.copyOfRange(input, end + 1, input.length);
    }

    private static int keyEnd(byte[] input) {
        int end = 1;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }

    private static ConsumerRecord<String, byte[]> record(Topic topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic.topicName(), topic.partitionOf(TRIAL), 0, key, value);
    }
}
