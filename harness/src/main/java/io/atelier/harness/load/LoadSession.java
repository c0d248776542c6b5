package io.atelier.harness.load;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.StreamDefinition;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.LocalException;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** One {@code atelier load}: starts a broker and data services, measures, stops everything. */
public final class LoadSession {

    private static final Duration PLANNED = Duration.ofMinutes(1);

    private final Installation installation;
    private final LoadOptions options;
    private final PrintStream out;

    public LoadSession(Installation installation, LoadOptions options, PrintStream out) {
        this.installation = installation;
        this.options = options;
        this.out = out;
    }

    /** Blocks until nothing runs any more. */
    public List<Measured> run() throws LocalException, InterruptedException {
        return new ManualSession(installation, options.out(), settings()).run(this::load);
    }

    private List<Measured> load(ManualCluster cluster) throws LocalException, IOException, InterruptedException {
        out.printf(
                "Starting a broker and %d data services; logs: %s%n",
                options.dataServices(), options.out().resolve("logs"));
        cluster.start(Map.of(ProcessKind.DATA_SERVICE, options.dataServices()));
        KafkaClients clients = new KafkaClients(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        StreamDefinition stream = stream(cluster, clients);
        out.printf(
                "Stream %s: %d images of %d bytes in records of %d%n",
                stream.id(),
                stream.images(),
                stream.encoding().imageBytes(stream.dataset().image()),
                stream.recordImages());
        out.println(Measured.HEADER);
        LoadRun run = new LoadRun(options, cluster, clients, stream);
        List<Measured> all = new ArrayList<>();
        for (int trainers : options.trainers()) {
            Measured measured = run.measure(trainers);
            out.println(measured.line());
            all.add(measured);
        }
        return all;
    }

    /** The training images of the first trial that the data service plans. */
    private StreamDefinition stream(ManualCluster cluster, KafkaClients clients)
            throws LocalException, IOException, InterruptedException {
        try {
            options.workload()
                    .submit("load", cluster.all(ProcessKind.DATA_SERVICE).get(0).http());
            try (Consumer<String, byte[]> consumer = clients.reader(Map.of())) {
                consumer.assign(Topic.TRIALS.topicPartitions());
                ConsumerRecords<String, byte[]> trials = consumer.poll(PLANNED);
                if (trials.isEmpty()) {
                    throw new LocalException(
                            "Expected trials on " + Topic.TRIALS.topicName() + ", found none: see the logs");
                }
                return Json.read(trials.iterator().next().value(), TrialDefinition.class)
                        .train();
            }
        } catch (HttpProblem | MalformedMessageException e) {
            throw new LocalException("The data service did not plan the run: " + e.getMessage(), e);
        }
    }

    private ClusterSettings settings() {
        return new ClusterSettings(1, 1, options.dataset(), Map.of(), Map.of());
    }
}
