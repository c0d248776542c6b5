package io.atelier.data.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(-5);

    @Test
    void shouldSayNowAndThenHowLongItWillTake() {
        Progress progress = new Progress(60_000, clock::get);

        assertThat(progress.at(500)).isEmpty();
        clock.addAndGet(10 * SECOND);
        assertThat(progress.at(12_000)).contains("12,000 of 60,000 images (20 %), 1,200 a second, about 40 s left");
        clock.addAndGet(9 * SECOND);
        assertThat(progress.at(13_000)).isEmpty();
        clock.addAndGet(SECOND);
        assertThat(progress.at(13_000)).contains("13,000 of 60,000 images (21 %), 650 a second, about 72 s left");
        clock.addAndGet(980 * SECOND);
        assertThat(progress.at(30_000)).contains("30,000 of 60,000 images (50 %), 30 a second, about 17 min left");
        assertThat(progress.atEnd(60_000)).isEqualTo("60,000 images in 1000.0 s, 60 a second");
    }

    /** What was there does not make it faster. */
    @Test
    void shouldMeasureOnlyWhatItDid() {
        Progress progress = new Progress(50_000, 60_000, clock::get);

        clock.addAndGet(10 * SECOND);
        assertThat(progress.at(50_000)).isEmpty();
        assertThat(progress.at(51_000)).contains("51,000 of 60,000 images (85 %), 100 a second, about 90 s left");
        assertThat(progress.making(Making.Step.PACKING, 51_000).secondsLeft()).isEqualTo(90);
        clock.addAndGet(90 * SECOND);
        assertThat(progress.atEnd(60_000)).isEqualTo("10,000 images in 100.0 s, 100 a second");
    }
}
