package dev.titan.runtime;

import dev.titan.config.Limits;

/** Gives up the invocations of one worker that nobody waits for any more, or whose time is over. Confined to the worker's thread but for {@link #nextDeadline}. */
final class Abandonment {
    private static final String GIVEN_UP = "the stream was given up";

    private final Worker worker;
    private final Suspended suspended;
    private final AnswerStreams streams;
    private final Limits limits;

    Abandonment(Worker worker, Suspended suspended, AnswerStreams streams, Limits limits) {
        this.worker = worker;
        this.suspended = suspended;
        this.streams = streams;
        this.limits = limits;
    }

    /** Any thread: when {@link #expire} is to be called, by {@link System#nanoTime}. */
    long nextDeadline() {
        return Math.min(suspended.nextDeadline(), streams.nextDeadline());
    }

    /** The client has gone, or the server stops. */
    void abandon(Invocation invocation) {
        if (suspended.isWaiting(invocation)) {
            giveUp(invocation, false);
        } else if (streams.isOpen(invocation)) {
            cutOff(invocation, false, GIVEN_UP);
        }
    }

    /** Gives up what is past its deadline. */
    void expire() {
        for (Invocation invocation : suspended.expired()) {
            giveUp(invocation, true);
        }
        for (Invocation invocation : streams.idle()) {
            AppLog.idleStream(invocation, limits);
            cutOff(invocation, true, "nothing moved on the stream for " + limits.idleMs() + " ms");
        }
        streams.overdue().forEach(suspended::release);
    }

    /** Answers an invocation in the place of its code, which is told to come to an end. */
    private void giveUp(Invocation invocation, boolean timedOut) {
        if (invocation instanceof ServiceCall && timedOut && !invocation.isAnswered()) {
            // Its own code knows how the client wants to be told.
            tell(invocation, true);
        }
        if (!invocation.isAnswered()) {
            worker.answer(invocation, Failures.gaveUp(timedOut, limits));
            tell(invocation, timedOut);
        }
    }

    /** Cuts a streamed answer off. */
    private void cutOff(Invocation invocation, boolean timedOut, String why) {
        streams.cut(invocation.number(), why);
        tell(invocation, timedOut);
    }

    /** An invocation was told so while it held the thread. */
    void toldParked(Invocation invocation, boolean timedOut) {
        invocation.giveUp();
        streams.cut(invocation.number(), GIVEN_UP);
        if (!invocation.isAnswered()) {
            worker.answer(invocation, Failures.gaveUp(timedOut, limits));
        }
    }

    /**
     * The execution of code was ended: nothing of its invocation runs any more. Tells of it in the log, unless whoever is answered does.
     *
     * @param failure what is answered where somebody waits
     */
    void ended(Ended code, Answer.Failure failure) {
        int number = code.number();
        Invocation owner = worker.find(number);
        Invocation streaming = streams.find(number);
        Invocation waiting = suspended.remove(number);
        boolean isAwaited = waiting != null && !waiting.isAnswered();
        if (waiting != null) {
            worker.answer(waiting, failure);
        }
        if (streaming != null) {
            AppLog.ended(streaming, "the answer to " + request(streaming, code) + " was cut off", failure);
        } else if (isAwaited && waiting instanceof ServiceCall) {
            AppLog.ended(waiting, request(waiting, code) + " failed", failure);
        } else if (!isAwaited && !code.unowned().isEmpty()) {
            String of = code.called().isEmpty() ? "" : code.called() + ": ";
            AppLog.ended(owner, of + code.unowned() + " was ended", failure);
        }
        streams.cut(number, failure.title() + ": " + failure.detail());
        forget(number);
    }

    private static String request(Invocation invocation, Ended code) {
        if (!code.called().isEmpty()) {
            return code.called();
        }
        return invocation instanceof ServiceCall
                ? invocation.target().action().id()
                : invocation.method() + " " + invocation.path();
    }

    /** Nothing of what an invocation was kept for goes on. */
    void forget(int number) {
        streams.over(number);
        suspended.release(number);
    }

    private void tell(Invocation invocation, boolean timedOut) {
        if (invocation.giveUp()) {
            worker.cancel(invocation, timedOut);
        }
    }
}
