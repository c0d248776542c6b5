package io.atelier.data.planning;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.data.LoadedDataset;
import io.atelier.data.dataset.Dataset;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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
     * A run that was asked for.
     *
     * @param run the run
     * @param isNew false if it was planned before
     */
    record Submission(PlannedRun run, boolean isNew) {}

    /** Plans a run and publishes it; the same request again is the same run. */
    Submission submit(RunRequest request) throws InvalidRunException, RunConflictException, DatasetNotReadyException {
        Dataset loaded = dataset.get().orElseThrow(DatasetNotReadyException::new);
        PlannedRun run = new Planner(loaded).plan(request);
        return new Submission(run, publisher.publish(run));
    }

    /** Plans the run that is configured for every start. */
    public void submitDefault(RunRequest request)
            throws InvalidRunException, RunConflictException, DatasetNotReadyException {
        submit(request);
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
