package io.atelier.evaluator.view;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.fuzz.RecordDraw;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.api.RunResults;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Whole records of the view's topics, one after the other. What they make must be shown. */
public final class ViewRecordTarget {

    private static final String TRIAL = "run.fmnist_3.s1";
    private static final int MAX_RUNS = 10;
    private static final int MAX_RECORDS = 6;
    private static final List<ProducerRecord<String, byte[]>> VALID = List.of(
            valid(Topic.TRIAL_EVENTS, TRIAL, TrialEvent.queued(Samples.definition("run", "synthetic"), Samples.NOON)),
            valid(Topic.EPOCHS, TRIAL + "/1", Samples.metrics(TRIAL, 1, true)),
            valid(Topic.EVALUATIONS, TRIAL + "/1", Samples.evaluation(TRIAL, 1)));
    private static final Probe PROBE = new Probe();

    private ViewRecordTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        RunView view = new RunView(MAX_RUNS);
        ViewRecords records = new ViewRecords(view);
        int count = draw.consumeInt(1, MAX_RECORDS);
        for (int i = 0; i < count; i++) {
            ConsumerRecord<String, byte[]> record = RecordDraw.like(draw.pickValue(VALID), i, draw);
            PROBE.decode(record.topic(), RecordDraw.size(record), MalformedMessageException.class, () -> {
                records.accept(record);
                return record;
            });
        }
        view.runs().forEach(run -> Json.write(RunResults.of(run)));
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    private static ProducerRecord<String, byte[]> valid(Topic topic, String key, Object message) {
        return new ProducerRecord<>(topic.topicName(), topic.partitionOf(TRIAL), key, Json.write(message));
    }
}
