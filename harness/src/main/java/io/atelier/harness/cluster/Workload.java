package io.atelier.harness.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.local.experiment.ExperimentRequest;
import io.atelier.local.service.HttpProblem;
import io.atelier.local.service.HttpService;
import java.io.IOException;
import java.util.List;

/** An experiment that is submitted again and again, under new names. */
public final class Workload {

    private final ObjectNode experiment;

    /** @param experiment as {@code POST /runs} takes it; what it says of run and dataset is left out */
    public Workload(ObjectNode experiment) {
        this.experiment = experiment.deepCopy().without(List.of("run", "dataset"));
    }

    /** The data service's answer. */
    record Answer(List<Trial> trials) {}

    /** In that answer. */
    record Trial(String trial) {}

    /**
     * Submits it; the same run again is answered alike and not trained again.
     *
     * @return its trials
     * @throws HttpProblem if the data service refuses it, or has no broker at the moment
     * @throws IOException if nothing answers
     * @throws MalformedMessageException if the answer cannot be read
     */
    public List<String> submit(String run, HttpService dataService)
            throws HttpProblem, IOException, MalformedMessageException, InterruptedException {
        byte[] request = ExperimentRequest.json(experiment.deepCopy().put("run", run));
        byte[] answer = dataService.postJson("/runs", request);
        return Json.read(answer, Answer.class).trials().stream()
                .map(Trial::trial)
                .toList();
    }
}
