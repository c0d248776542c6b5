package io.atelier.contract.stream;

import static io.atelier.contract.stream.SmallStream.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.message.BatchRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchWindowTest {

    private final BatchWindow window = new BatchWindow(STREAM, 2, 8 * STREAM.recordBytes());

    @Test
    void shouldAskForAWindowAndRefillItAtTheHalf() {
        assertThat(text(window.moveTo(1, 0))).containsExactly("1: 0+8");
        for (int i = 1; i < 4; i++) {
            assertThat(window.moveTo(1, i)).isEmpty();
        }
        assertThat(text(window.moveTo(1, 4))).containsExactly("1: 8+2", "2: 0+2");
    }

    /** One record is used while the other comes, however small the credit is. */
    @Test
    void shouldAskForTwoRecordsWhereTheirBytesAreMoreThanTheCredit() {
        assertThat(text(new BatchWindow(STREAM, 2, 1).moveTo(1, 0))).containsExactly("1: 0+2");
        assertThat(text(new BatchWindow(STREAM, 2, 4 * STREAM.recordBytes() - 1).moveTo(1, 0)))
                .containsExactly("1: 0+3");
    }

    @Test
    void shouldNotAskBeyondTheLastEpoch() {
        assertThat(text(window.moveTo(2, 6))).containsExactly("2: 6+4");
        assertThat(window.moveTo(2, 9)).isEmpty();
    }

    @Test
    void shouldBeginInTheMiddle() {
        assertThat(text(window.moveTo(1, 7))).containsExactly("1: 7+3", "2: 0+5");
    }

    @Test
    void shouldKeepOnlyWhatWasAskedFor() {
        window.moveTo(1, 2);
        offer(1, 1);
        offer(1, 2);
        offer(2, 0);

        assertThat(window.take()).isNotNull();
        assertThat(window.take()).isNull();
        window.moveTo(2, 0);
        assertThat(window.take()).isNull();
    }

    @Test
    void shouldNameTheGaps() {
        window.moveTo(1, 4);
        offer(1, 4);
        offer(1, 6);
        offer(1, 7);

        assertThat(text(window.missing())).containsExactly("1: 5+1", "1: 8+2", "2: 0+2");
    }

    private void offer(int epoch, int index) {
        window.offer(SmallStream.record(epoch, index));
    }

    private static List<String> text(List<BatchRequest> requests) {
        return requests.stream()
                .map(request -> request.epoch() + ": " + request.first() + "+" + request.count())
                .toList();
    }
}
