package io.atelier.trainer.trial;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks to stop, once and for all. Thread-safe. */
public final class StopSignal implements BooleanSupplier {

    private final CountDownLatch latch = new CountDownLatch(1);

    public void request() {
        latch.countDown();
    }

    @Override
    public boolean getAsBoolean() {
        return latch.getCount() == 0;
    }

    /** Waits for as long as nobody asks to stop. */
    public void pause(Duration duration) throws InterruptedException {
        if (latch.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
    }
}
