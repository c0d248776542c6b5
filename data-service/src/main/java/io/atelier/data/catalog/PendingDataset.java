package io.atelier.data.catalog;

import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.data.dataset.Dataset;
import io.atelier.data.pack.Making;
import io.atelier.data.pack.MakingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A dataset that is being made, or could not be made. Thread-safe. */
final class PendingDataset implements MakingListener {

    private final DatasetSelection selection;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String progress = "waits for its turn";
    private volatile Dataset made;
    private volatile Throwable failure;
    private volatile long failedAt;
    private volatile boolean told;

    PendingDataset(DatasetSelection selection) {
        this.selection = selection;
    }

    /** What is to be made: a version, by its id, or what a request asks for. */
    DatasetSelection selection() {
        return selection;
    }

    /** How far it is, for people. */
    String progress() {
        return progress;
    }

    void begin() {
        progress = "is looked for";
    }

    @Override
    public void at(Making making) {
        progress = (making.step() == Making.Step.READING ? "is read: " : "is packed: ") + making;
    }

    void succeed(Dataset dataset) {
        made = dataset;
        ended.countDown();
    }

    /** @param nanoTime now */
    void fail(Throwable reason, long nanoTime) {
        failedAt = nanoTime;
        failure = reason;
        ended.countDown();
    }

    boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Why it could not be made, if it could not. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    boolean hasFailedSince(long nanoTime) {
        return failure != null && failedAt - nanoTime >= 0;
    }

    /** Says that who waited for it has heard of its failure. */
    void tell() {
        told = true;
    }

    boolean isTold() {
        return told;
    }

    /** It, as soon as it is made; empty if that takes longer than {@code patience}, or if it failed. */
    Optional<Dataset> await(Duration patience) throws InterruptedException {
        boolean inTime = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return inTime ? Optional.ofNullable(made) : Optional.empty();
    }
}
