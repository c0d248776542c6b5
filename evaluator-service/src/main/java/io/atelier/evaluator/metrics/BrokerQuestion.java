package io.atelier.evaluator.metrics;

import io.micrometer.core.instrument.MultiGauge;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question to the brokers that is asked again and again. While it gets no answer its gauges show nothing. */
final class BrokerQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerQuestion.class);

    private final String about;
    private final Question question;
    private final List<MultiGauge> gauges;
    private boolean answered = true;

    /** Asks, and fills the gauges with the answer. */
    @FunctionalInterface
    interface Question {
        void ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    BrokerQuestion(String about, Question question, MultiGauge... gauges) {
        this.about = about;
        this.question = question;
        this.gauges = List.of(gauges);
    }

    void ask(Admin admin) throws InterruptedException {
        try {
            question.ask(admin);
            answered = true;
        } catch (ExecutionException e) {
            gauges.forEach(gauge -> gauge.register(List.of(), true));
            if (answered) {
                LOG.warn(
                        "The brokers do not tell of {}: {}", about, e.getCause().toString());
            }
            answered = false;
        }
    }
}
