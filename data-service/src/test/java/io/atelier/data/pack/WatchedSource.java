package io.atelier.data.pack;

import io.atelier.data.dataset.DatasetException;
import io.atelier.data.source.Item;
import io.atelier.data.source.Items;
import io.atelier.data.source.Picture;
import io.atelier.data.source.Source;
import io.atelier.data.source.UnreadableImageException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is decoded, and interrupts whoever packs at a certain image. */
final class WatchedSource extends OtherSource {

    /** When an image is that of the interrupt. */
    enum When {
        NEVER,
        TAKEN,
        DECODED
    }

    private final When when;
    private final int at;
    private final Thread packing = Thread.currentThread();
    private final AtomicInteger decoded = new AtomicInteger();
    private int taken;

    /** @param at number of the image, training images first */
    WatchedSource(Source source, When when, int at) {
        super(source);
        this.when = when;
        this.at = at;
    }

    /** How many images were decoded. */
    int decoded() {
        return decoded.get();
    }

    @Override
    public Items openTrain() throws DatasetException {
        return watched(super.openTrain());
    }

    @Override
    public Items openTest() throws DatasetException {
        return watched(super.openTest());
    }

    private Items watched(Items items) {
        return new Items() {
            @Override
            public Optional<Item> next() throws DatasetException {
                Optional<Item> next = items.next();
                return next.isPresent() ? Optional.of(watched(next.get())) : next;
            }

            @Override
            public void close() {
                items.close();
            }
        };
    }

    private Item watched(Item item) {
        int number = taken++;
        interrupt(When.TAKEN, number);
        return new Item() {
            @Override
            public int label() {
                return item.label();
            }

            @Override
            public String place() {
                return item.place();
            }

            @Override
            public Picture decode() throws UnreadableImageException {
                interrupt(When.DECODED, number);
                decoded.incrementAndGet();
                return item.decode();
            }
        };
    }

    private void interrupt(When now, int number) {
        if (now == when && number == at) {
            packing.interrupt();
        }
    }
}
