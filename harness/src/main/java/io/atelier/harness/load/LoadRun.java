package io.atelier.harness.load;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.BatchTimeouts;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.local.LocalException;
import io.atelier.local.service.ProcessKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/** Measures with a number of fake trainers. */
final class LoadRun {

    /** As a trainer has it by default. */
    private static final int WINDOW = 16 << 20;

    private static final BatchTimeouts TIMEOUTS = new BatchTimeouts(Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** Before a measurement, for what compiles itself and fills its window first. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final LoadOptions options;
    private final ManualCluster cluster;
    private final KafkaClients clients;
    private final StreamDefinition stream;

    LoadRun(LoadOptions options, ManualCluster cluster, KafkaClients clients, StreamDefinition stream) {
        this.options = options;
        this.cluster = cluster;
        this.clients = clients;
        this.stream = stream;
    }

    /** What has been used until now. */
    private record Totals(
            long nanos, long images, long waitedNanos, Duration dataServices, Duration broker, Duration fakes) {}

    Measured measure(int count) throws LocalException, InterruptedException {
        List<FakeTrainer> trainers = new ArrayList<>();
        try (Producer<String, byte[]> producer = clients.producer()) {
            BatchStreams streams = BatchStreams.forLooking(clients, producer, WINDOW, TIMEOUTS);
            for (int seed = 1; seed <= count; seed++) {
                trainers.add(FakeTrainer.start(seeded(seed), streams, options.rate()));
            }
            Thread.sleep(WARM_UP.toMillis());
            Totals start = totals(trainers);
            Thread.sleep(options.duration().toMillis());
            return measured(count, start, totals(trainers));
        } finally {
            trainers.forEach(FakeTrainer::close);
        }
    }

    private StreamDefinition seeded(long seed) {
        return new StreamDefinition(
                stream.dataset(),
                stream.split(),
                stream.source(),
                stream.images(),
                stream.holdout(),
                stream.augmentations(),
                stream.recordImages(),
                seed);
    }

    private Totals totals(List<FakeTrainer> trainers) throws LocalException {
        for (FakeTrainer trainer : trainers) {
            if (trainer.failure() != null) {
                throw new LocalException(
                        "A fake trainer cannot go on: " + trainer.failure().getMessage(), trainer.failure());
            }
        }
        return new Totals(
                System.nanoTime(),
                trainers.stream().mapToLong(FakeTrainer::images).sum(),
                trainers.stream().mapToLong(FakeTrainer::waitedNanos).sum(),
                processorTime(ProcessKind.DATA_SERVICE),
                processorTime(ProcessKind.KAFKA),
                processorTime(ProcessHandle.current()));
    }

    private Duration processorTime(ProcessKind kind) throws LocalException {
        Duration sum = Duration.ZERO;
        for (var process : cluster.all(kind)) {
            sum = sum.plus(processorTime(ProcessHandle.of(process.pid())
                    .orElseThrow(() -> new LocalException(process.id() + " has ended: see its log"))));
        }
        return sum;
    }

    private static Duration processorTime(ProcessHandle process) throws LocalException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new LocalException(
                        "Expected this system to tell the processor time of a process: it does not"));
    }

    private Measured measured(int count, Totals start, Totals end) {
        double seconds = (end.nanos - start.nanos) / 1e9;
        double images = (end.images - start.images) / seconds;
        return new Measured(
                count,
                images,
                images * stream.encoding().imageBytes(stream.dataset().image()),
                (end.waitedNanos - start.waitedNanos) / 1e9 / seconds / count,
                cores(start.dataServices, end.dataServices, seconds),
                cores(start.broker, end.broker, seconds),
                cores(start.fakes, end.fakes, seconds));
    }

    private static double cores(Duration start, Duration end, double seconds) {
        return end.minus(start).toNanos() / 1e9 / seconds;
    }
}
