package io.atelier.data.planning;

import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.catalog.DatasetCatalog;
import io.atelier.data.catalog.DatasetNotReadyException;
import io.atelier.data.catalog.Lookup;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.dataset.DatasetException;
import io.atelier.data.planning.RunPublisher.Published;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Plans runs on the datasets of this service and knows those that are planned. Thread-safe. */
@Singleton
public class RunPlanning {

    private final DatasetCatalog datasets;
    private final RunPublisher publisher;

    @Inject
    RunPlanning(KafkaClients clients, DatasetCatalog datasets) {
        this.datasets = datasets;
        this.publisher = new RunPublisher(clients, Clock.systemUTC());
    }

    /**
     * Plans the run that JSON asks for and publishes it; the same request again is the same run, and one for more trials
     * extends it.
     *
     * @throws InvalidDefinitionException with everything that is wrong with the request; nothing is published
     * @throws DatasetNotReadyException if its dataset has to be made first, which has begun
     */
    Published submit(byte[] request)
            throws InvalidDefinitionException, RunConflictException, DatasetNotReadyException, InterruptedException {
        Dataset dataset = dataset(request);
        return publisher.publish(plan(request, dataset));
    }

    /** What is wrong with the rest is told before a dataset is made for it. */
    private Dataset dataset(byte[] request)
            throws InvalidDefinitionException, DatasetNotReadyException, InterruptedException {
        Optional<DatasetSelection> asked = Planner.selection(request);
        Lookup lookup = datasets.find(asked);
        if (lookup.served().isPresent()) {
            return lookup.served().get();
        }
        check(request, lookup);
        try {
            return datasets.get(asked);
        } catch (DatasetException e) {
            throw new InvalidDefinitionException(List.of(new Fault("dataset", "can't be had: " + e.getMessage())));
        }
    }

    /** One at a time, here and below: a request that is small may make a hundred networks. */
    private synchronized void check(byte[] request, Lookup lookup) throws InvalidDefinitionException {
        Planner.check(request, lookup);
    }

    private synchronized PlannedRun plan(byte[] request, Dataset dataset) throws InvalidDefinitionException {
        return new Planner(dataset.description(), dataset.statistics()).plan(request);
    }

    /**
     * Plans the run that is configured for every start.
     *
     * @param run its name; empty: derived from its content
     */
    public void submitDefault(Optional<String> run, String profile)
            throws InvalidDefinitionException, RunConflictException, DatasetNotReadyException, InterruptedException {
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
