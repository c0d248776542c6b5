package io.atelier.trainer.progress;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.chunk.Chunks;
import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.fuzz.RecordDraw;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.trainer.training.Trials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a trainer reads when it takes a trial: records of the state and event topics in any order, with any content. */
public final class ProgressTarget {

    private static final TrialDefinition TRIAL = Trials.validated("r", "fake", 64, 16, 10, 2);
    private static final int MAX_RECORDS = 10;
    private static final List<ProducerRecord<String, byte[]>> VALID = valid();
    private static final Probe PROBE = new Probe();

    private ProgressTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        MockProducer<String, byte[]> letters =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        ProgressReader reader =
                new ProgressReader(TRIAL.trial(), new DeadLetterPublisher(letters, "trainer-service", topic -> {}));
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        int count = draw.consumeInt(1, MAX_RECORDS);
        for (int i = 0; i < count; i++) {
            records.add(record(i, draw));
        }
        int size = records.stream().mapToInt(RecordDraw::size).sum();
        PROBE.decode("ProgressReader (sequences)", size, Refused.class, () -> {
            int before = letters.history().size();
            records.forEach(reader::accept);
            reader.progress();
            if (letters.history().size() > before) {
                throw new Refused();
            }
            return reader;
        });
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    /** Some of the records became dead letters. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("Expected: dead letters");
        }
    }

    private static ConsumerRecord<String, byte[]> record(int offset, FuzzedDataProvider draw) {
        return RecordDraw.like(draw.pickValue(VALID), offset, draw);
    }

    private static List<ProducerRecord<String, byte[]>> valid() {
        List<ProducerRecord<String, byte[]>> valid = new ArrayList<>();
        for (String trial : List.of(TRIAL.trial(), "other.fake.s1")) {
            for (String slot : List.of("a", "b")) {
                valid.addAll(Chunks.split(Topic.TRAINING_STATE, trial, slot, 1, new byte[9], Map.of()));
            }
            byte[] event = Json.write(TrialEvent.running(TRIAL, Instant.EPOCH, "t", 1, 0));
            valid.add(new ProducerRecord<>(Topic.TRIAL_EVENTS.topicName(), trial, event));
        }
        return valid;
    }
}
