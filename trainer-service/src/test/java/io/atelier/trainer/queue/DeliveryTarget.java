package io.atelier.trainer.queue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.fuzz.Probe;
import io.atelier.contract.fuzz.RecordDraw;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.trainer.training.Trials;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the queue: what is accepted can be queued anew and says the same. */
public final class DeliveryTarget {

    private static final TrialDefinition TRIAL = Trials.validated("r", "fake", 64, 16, 10, 2);
    private static final Probe PROBE = new Probe();

    private DeliveryTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider draw) throws Exception {
        ConsumerRecord<String, byte[]> record = RecordDraw.like(Delivery.anew(TRIAL, new Standing(3, 2)), 0, draw);
        Delivery delivery = new Delivery(record);
        Optional<TrialDefinition> trial = PROBE.decode(
                "Delivery (records)", RecordDraw.size(record), MalformedMessageException.class, delivery::trial);
        if (trial.isPresent()) {
            Standing standing = delivery.standing();
            Probe.require(
                    standing.iteration() >= 0 && standing.attempts() >= 0 && standing.attempts() <= Integer.MAX_VALUE,
                    "Can't be: " + standing);
            Probe.require(record.key().equals(trial.get().trial()), "Another trial's key");
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
