package io.atelier.data.finding;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer up to a number of bytes; none beyond it is passed on, and the transfer fails. */
final class LimitedBody<T> implements BodySubscriber<T> {

    private final BodySubscriber<T> body;
    private final long most;
    private long left;
    private Flow.Subscription subscription;

    LimitedBody(BodySubscriber<T> body, long most) {
        this.body = body;
        this.most = most;
        this.left = most;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (left < 0) {
            return;
        }
        left -= bytes.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left < 0) {
            subscription.cancel();
            body.onError(new IOException("more than the " + most + " bytes that were expected came"));
        } else {
            body.onNext(bytes);
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (left >= 0) {
            body.onError(cause);
        }
    }

    @Override
    public void onComplete() {
        if (left >= 0) {
            body.onComplete();
        }
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }
}
