package dev.titan.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Takes so many values of a stream, or all. Completes with them. */
final class StreamReader extends CompletableFuture<List<Integer>> implements Flow.Subscriber<Integer> {
    private final List<Integer> values = new ArrayList<>();
    private final long most;
    private Flow.Subscription subscription;

    StreamReader(long most) {
        this.most = most;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Integer value) {
        values.add(value);
        if (values.size() == most) {
            subscription.cancel();
            complete(values);
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete(values);
    }
}
