package io.atelier.evaluator;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.Broker;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.kafka.TopicUpkeep;
import io.atelier.contract.stream.BatchStreams;
import io.atelier.contract.stream.BatchTimeouts;
import io.atelier.engine.NativeRuntime;
import io.atelier.evaluator.checkpoints.CheckpointConsumer;
import io.atelier.evaluator.metrics.EvaluatorMetrics;
import io.atelier.evaluator.testset.AwaitedTestSets;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.testset.TestSetSource;
import io.atelier.evaluator.testset.TestSets;
import io.atelier.evaluator.trainset.TrainImages;
import io.atelier.evaluator.view.CurrentRuns;
import io.atelier.evaluator.view.RunView;
import io.atelier.service.kafka.TopicsConfig;
import io.atelier.service.life.Loop;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service without its HTTP: opens the clients, reads the view to its end, then scores checkpoints, until its thread is
 * interrupted. The view and the checkpoints have a thread each.
 */
final class Evaluator implements Loop.Body {

    static final String SERVICE = "The evaluator";

    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    private static final Duration BROKER_METRICS_INTERVAL = Duration.ofSeconds(10);
    private static final Duration VIEW_PROGRESS = Duration.ofSeconds(10);

    /** The least window: whoever looks at the first images asks for no others. */
    private static final int FEW_RECORDS = 1;

    private final EvaluatorConfig config;
    private final TopicsConfig topics;
    private final KafkaClients clients;
    private final RunView view;
    private final TestImages testImages;
    private final TrainImages trainImages;
    private final EvaluatorMetrics metrics;
    private final EvaluatorStatus status;

    Evaluator(
            EvaluatorConfig config,
            TopicsConfig topics,
            KafkaClients clients,
            RunView view,
            TestImages testImages,
            TrainImages trainImages,
            EvaluatorMetrics metrics,
            EvaluatorStatus status) {
        this.config = config;
        this.topics = topics;
        this.clients = clients;
        this.view = view;
        this.testImages = testImages;
        this.trainImages = trainImages;
        this.metrics = metrics;
        this.status = status;
    }

    @Override
    public void run() throws InterruptedException {
        try (Admin admin = Broker.connect(clients, topics.replicationFactor(), config.startupTimeout(), () -> false)
                        .orElseThrow();
                Producer<String, byte[]> producer = clients.producer()) {
            TopicUpkeep.bringUpToDate(admin);
            metrics.engine(NativeRuntime.start(config.scoringThreads()));
            evaluate(admin, producer);
        }
    }

    private void evaluate(Admin admin, Producer<String, byte[]> producer) throws InterruptedException {
        DeadLetterPublisher deadLetters = new DeadLetterPublisher(producer, "evaluator-service", metrics::deadLetter);
        CurrentRuns runs = new CurrentRuns(view, clients, admin);
        EvaluatorConfig.TestSet testSet = config.testSet();
        BatchTimeouts timeouts = new BatchTimeouts(testSet.requestTimeout(), testSet.timeout());
        TestSets testSets = new TestSets(testSet.kept(), (long) testSet.keptMebibytes() << 20);
        BatchStreams scoring = new BatchStreams(
                clients, producer, deadLetters, testSet.windowMebibytes() << 20, timeouts, metrics::askedAgain);
        AwaitedTestSets awaited = new AwaitedTestSets(
                testSets, stream -> scoring.open(stream, 1, () -> false), testSet.patience(), System::nanoTime);
        metrics.waiting(awaited::waitingSeconds);
        metrics.kept(testSets::bytes);
        status.waiting(awaited::waitingFor);
        testImages.connect(testSets, pages(testSets, producer));
        BatchStreams few = forPages(producer, FEW_RECORDS);
        trainImages.connect(stream -> few.open(stream, 1, () -> false));
        follow(runs, deadLetters, admin, awaited);
    }

    /** Of a test set that is not kept as a whole, pages need a record here and there. */
    private TestSetSource pages(TestSets testSets, Producer<String, byte[]> producer) {
        BatchStreams all = forPages(producer, config.testSet().windowMebibytes() << 20);
        BatchStreams few = forPages(producer, FEW_RECORDS);
        return stream -> (testSets.fits(stream) ? all : few).open(stream, 1, () -> false);
    }

    private BatchStreams forPages(Producer<String, byte[]> producer, int window) {
        EvaluatorConfig.TestSet testSet = config.testSet();
        return BatchStreams.forLooking(
                clients, producer, window, new BatchTimeouts(testSet.requestTimeout(), testSet.pageTimeout()));
    }

    private void follow(CurrentRuns runs, DeadLetterPublisher deadLetters, Admin admin, AwaitedTestSets awaited)
            throws InterruptedException {
        try (Loop follower = Loop.start(SERVICE, "view", runs.follower(clients, deadLetters)::run)) {
            status.watch(List.of(follower));
            while (!runs.readToEnd(VIEW_PROGRESS)) {
                LOG.info("Rebuilding the view: {} runs so far", view.runs().size());
            }
            LOG.info("The view is current: {} runs", view.runs().size());
            metrics.unfinished(view::unfinished);
            CheckpointConsumer consumer =
                    new CheckpointConsumer(clients, admin, config, runs, awaited, deadLetters, metrics);
            try (Loop checkpoints = Loop.start(SERVICE, "checkpoints", consumer::run)) {
                status.watch(List.of(follower, checkpoints));
                status.ready();
                while (true) {
                    metrics.brokers().refresh(admin);
                    Thread.sleep(BROKER_METRICS_INTERVAL.toMillis());
                }
            }
        } finally {
            trainImages.disconnect();
            testImages.disconnect();
        }
    }
}
