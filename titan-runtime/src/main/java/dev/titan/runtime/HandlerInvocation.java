package dev.titan.runtime;

import dev.titan.host.HandlerCall;
import dev.titan.host.HandlerOutcome;
import dev.titan.host.HandlerOutcome.End;
import dev.titan.host.trace.Span;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call of a handler: an invocation without a request. */
final class HandlerInvocation extends Invocation {
    /** The name of what JavaScript throws where a worker has no such handler. */
    private static final String GONE = "TITAN_HANDLER_GONE";

    private final HandlerCall call;
    private final @Nullable Span span;
    private final CompletableFuture<HandlerOutcome> outcome = new CompletableFuture<>();

    /** @param span ends with it; null where nobody records it */
    HandlerInvocation(ActionTarget target, HandlerCall call, @Nullable Span span) {
        super(target, "CALL", "/", "", new String[0]);
        this.call = call;
        this.span = span;
        outcome.whenComplete((ended, error) -> {
            if (outcome.isCancelled()) {
                cancel();
            }
        });
    }

    /** Completes when it has ended. Cancelling it gives it up. */
    CompletableFuture<HandlerOutcome> outcome() {
        return outcome;
    }

    /** Its number, and what it calls, a line each. */
    String callHead() {
        return number() + "\n" + call.kind() + "\n" + call.name();
    }

    String payload() {
        return call.payload();
    }

    @Override
    long deadline(long wallNanos) {
        return arrived() + TimeUnit.MILLISECONDS.toNanos(call.timeoutMs());
    }

    @Override
    boolean isLoaded() {
        return true;
    }

    @Override
    protected String details() {
        return "http\n\n\n" + call.id() + "\n";
    }

    @Override
    protected @Nullable Span span() {
        return span;
    }

    @Override
    protected void answer(Answer answer) {
        if (span != null) {
            span.end(answer.status());
        }
        outcome.complete(outcome(answer));
    }

    private HandlerOutcome outcome(Answer answer) {
        if (answer instanceof Answer.Response response) {
            return new HandlerOutcome(End.RETURNED, response.body() instanceof Answer.Text text ? text.text() : null);
        }
        Answer.Failure failure = (Answer.Failure) answer;
        ThrownError error = failure.error();
        if (!hasBegun() || (error != null && error.name().equals(GONE))) {
            return new HandlerOutcome(End.NOT_BEGUN, failure.detail());
        }
        if (error != null) {
            AppLog.handlerThrew(this, call, error);
            return new HandlerOutcome(End.THREW, error.toString());
        }
        String why = failure.status() == 504
                ? "it took longer than " + call.timeoutMs() + " ms"
                : failure.status() == 499 ? "it was given up" : failure.title() + ": " + failure.detail();
        AppLog.handlerEnded(this, call, why);
        return new HandlerOutcome(End.ENDED, why);
    }
}
