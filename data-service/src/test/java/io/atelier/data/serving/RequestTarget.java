package io.atelier.data.serving;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.Json;
import io.atelier.contract.Topic;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.fuzz.RecordDraw;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.BatchRequest;
import io.atelier.contract.message.Split;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.recipe.Holdout;
import io.atelier.data.catalog.Catalogs;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.SyntheticDataset;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records that ask for batches: answered with all that is asked for, or one dead letter, whatever was answered before. */
public final class RequestTarget {

    private static final int IMAGES = 20;
    private static final int RECORD = 5;
    private static final Dataset DATASET = SyntheticDataset.ofSize(IMAGES, RECORD);
    private static final StreamDefinition STREAM = new StreamDefinition(
            DATASET.description().reference(), Split.TRAIN, IMAGES, IMAGES, Holdout.NONE, List.of(), RECORD, 1);

    /** Records, and the dead letter of what came, in bytes. */
    private static final int ANSWER = 4 << 20;

    private static final Probe PROBE = new Probe();
    private static final BatchRequestConsumer CONSUMER = new BatchRequestConsumer(
            new KafkaClients(Map.of()), Catalogs.streaming(DATASET), new ServingMetrics(new SimpleMeterRegistry()));

    private RequestTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        BatchRequest request = new BatchRequest(STREAM, 1, draw.consumeInt(0, 1), draw.consumeInt(1, 3));
        ConsumerRecord<String, byte[]> record = RecordDraw.like(
                new ProducerRecord<>(Topic.BATCH_REQUESTS.topicName(), STREAM.id(), Json.write(request)), 0, draw);
        PROBE.decode("BatchRequestConsumer (records)", RecordDraw.size(record), ANSWER, Refused.class, () -> {
            MockProducer<String, byte[]> sent =
                    new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
            CONSUMER.answer(record, record.offset(), new BatchPublisher(sent, topic -> {}));
            List<ProducerRecord<String, byte[]>> answers = sent.history();
            if (answers.size() == 1 && answers.get(0).topic().equals(Topic.DEAD_LETTERS.topicName())) {
                throw new Refused();
            }
            Probe.require(answers.size() == request.count(), answers.size() + " answers to " + request);
            answers.forEach(answer -> Probe.require(answer.key().equals(STREAM.id()), "Key " + answer.key()));
            return answers;
        });
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }

    /** The record became a dead letter. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("Expected: a dead letter");
        }
    }
}
