package io.atelier.trainer.progress;

import io.atelier.contract.deadletter.DeadLetterPublisher;
import io.atelier.contract.kafka.KafkaClients;
import io.atelier.contract.message.TrialDefinition;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Opens the progress of trials. Thread-safe. */
public final class ProgressLogs {

    private final KafkaClients clients;
    private final Admin admin;
    private final DeadLetterPublisher deadLetters;
    private final Owner owner;
    private final Duration patience;

    /**
     * @param owner under whose name events are published
     * @param patience how long to wait for what was committed
     */
    public ProgressLogs(
            KafkaClients clients, Admin admin, DeadLetterPublisher deadLetters, Owner owner, Duration patience) {
        this.clients = clients;
        this.admin = admin;
        this.deadLetters = deadLetters;
        this.owner = owner;
        this.patience = patience;
    }

    /** Fences whoever had the trial, then reads what they committed. The caller closes the log. */
    public ProgressLog acquire(TrialDefinition trial)
            throws FencedException, ProgressUnavailableException, InterruptedException {
        Transactions transactions = Transactions.open(trial.trial(), clients);
        try {
            CommittedProgress found = new ProgressReader(trial.trial(), deadLetters).read(admin, clients, patience);
            return new ProgressLog(trial, owner, Clock.systemUTC(), transactions, found);
        } catch (ProgressUnavailableException | InterruptedException | RuntimeException | Error e) {
            transactions.close();
            throw e;
        }
    }
}
