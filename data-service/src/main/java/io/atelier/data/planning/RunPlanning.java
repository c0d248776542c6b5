package io.atelier.data.planning;

import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.LoadedDataset;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.planning.RunPublisher.Published;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Plans runs on the dataset of this service and knows those that are planned. Thread-safe. */
@Singleton
public class RunPlanning {

    private final LoadedDataset dataset;
    private final RunPublisher publisher;

    @Inject
    RunPlanning(KafkaClients clients, LoadedDataset dataset) {
        this.dataset = dataset;
        this.publisher = new RunPublisher(clients, Clock.systemUTC());
    }

    /**
     * Plans the run that JSON asks for and publishes it; the same request again is the same run, and one for more trials
     * extends it.
     *
     * @throws InvalidDefinitionException with everything that is wrong with the request; nothing is published
     */
    Published submit(byte[] request) throws InvalidDefinitionException, RunConflictException, DatasetNotReadyException {
        return publisher.publish(plan(request));
    }

    /** One at a time: a request that is small may make a hundred networks. */
    private synchronized PlannedRun plan(byte[] request) throws InvalidDefinitionException, DatasetNotReadyException {
        Dataset loaded = dataset.get().orElseThrow(DatasetNotReadyException::new);
        return new Planner(loaded.description(), loaded.statistics()).plan(request);
    }

    /**
     * Plans the run that is configured for every start.
     *
     * @param run its name; empty: derived from its content
     */
    public void submitDefault(Optional<String> run, String profile)
            throws InvalidDefinitionException, RunConflictException, DatasetNotReadyException {
        FieldWriter request = new FieldWriter().put("profile", profile);
        run.ifPresent(name -> request.put("run", name));
        submit(request.done().toString().getBytes(StandardCharsets.UTF_8));
    }

    List<PlannedRun> all() {
        return publisher.read(PlannedRuns::runs);
    }

    Optional<PlannedRun> find(String name) {
        return publisher.read(planned -> planned.run(name));
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
