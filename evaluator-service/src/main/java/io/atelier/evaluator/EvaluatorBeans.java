package io.atelier.evaluator;

import io.atelier.contract.kafka.KafkaClients;
import io.atelier.evaluator.checkpoints.ModelReader;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.RunView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the plain objects that HTTP and the loops share. */
final class EvaluatorBeans {

    @Produces
    @Singleton
    RunView runView(EvaluatorConfig config) {
        return new RunView(config.validated().maxRuns());
    }

    @Produces
    @Singleton
    TestImages testImages(EvaluatorConfig config) {
        return new TestImages(config.testSet().pageTimeout());
    }

    @Produces
    @Singleton
    TrainImages trainImages() {
        return new TrainImages();
    }

    @Produces
    @Singleton
    ModelReader modelReader(KafkaClients clients, EvaluatorConfig config) {
        return new ModelReader(clients, config.checkpoints());
    }
}
