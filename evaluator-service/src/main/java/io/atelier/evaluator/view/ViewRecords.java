package io.atelier.evaluator.view;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Topic;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import io.atelier.contract.kafka.Placement;
import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.message.Evaluation;
import io.atelier.contract.message.TrialEvent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes the records of the view's topics and puts them into it. */
final class ViewRecords {

    static final List<Topic> TOPICS = List.of(Topic.DATASETS, Topic.TRIAL_EVENTS, Topic.EPOCHS, Topic.EVALUATIONS);

    private final RunView view;

    ViewRecords(RunView view) {
        this.view = view;
    }

    void accept(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        String key = record.key();
        if (key == null) {
            throw new MalformedMessageException("Expected a key that names the trial or dataset, found none");
        }
        if (record.topic().equals(Topic.DATASETS.topicName())) {
            dataset(key, record);
        } else if (record.topic().equals(Topic.TRIAL_EVENTS.topicName())) {
            trialEvent(key, record);
        } else if (record.topic().equals(Topic.EPOCHS.topicName())) {
            epoch(key, record);
        } else {
            evaluation(key, record);
        }
    }

    private void dataset(String key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.value() == null) {
            // A dataset that runs were made of stays what it was.
            return;
        }
        if (DatasetStatistics.isKey(key)) {
            DatasetStatistics statistics = Json.read(record.value(), DatasetStatistics.class);
            requireKey(key, DatasetStatistics.key(statistics.dataset()));
            view.add(statistics);
        } else {
            DatasetDescription dataset = Json.read(record.value(), DatasetDescription.class);
            requireKey(key, dataset.id());
            view.add(dataset);
        }
    }

    private void trialEvent(String key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        Placement.require(record, Topic.TRIAL_EVENTS, key);
        if (record.value() == null) {
            view.removeTrial(key);
            return;
        }
        TrialEvent event = Json.read(record.value(), TrialEvent.class);
        requireKey(key, event.definition().trial());
        view.add(event, record.timestamp());
    }

    private void epoch(String key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        EpochKey epoch = EpochKey.parse(key);
        Placement.require(record, Topic.EPOCHS, epoch.trial());
        if (record.value() == null) {
            view.removeEpoch(epoch.trial(), epoch.epoch(), record.timestamp());
            return;
        }
        EpochMetrics metrics = Json.read(record.value(), EpochMetrics.class);
        requireKey(key, metrics.key());
        view.add(metrics, record.timestamp());
    }

    private void evaluation(String key, ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        EpochKey epoch = EpochKey.parse(key);
        Placement.require(record, Topic.EVALUATIONS, epoch.trial());
        if (record.value() == null) {
            view.removeEvaluation(epoch.trial(), epoch.epoch(), record.timestamp());
            return;
        }
        Evaluation evaluation = Json.read(record.value(), Evaluation.class);
        requireKey(key, evaluation.key());
        view.add(evaluation, record.timestamp());
    }

    private static void requireKey(String found, String expected) throws MalformedMessageException {
        if (!found.equals(expected)) {
            throw new MalformedMessageException(
                    "Expected the key " + expected + ", which the value is about, found " + found);
        }
    }
}
