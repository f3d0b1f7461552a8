package dev.titan.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What the slice that runs now has settled: answered when it is over, in that order. Confined to the worker's thread. */
final class Settlements {
    private final Worker worker;
    private final Suspended suspended;
    private final AnswerStreams streams;
    private final Queue<Settled> all = new ArrayDeque<>();

    /**
     * The end of an invocation.
     *
     * @param text as {@link AnswerDecoder} takes it
     * @param bytes that belong to it
     */
    private record Settled(int number, String text, byte @Nullable [] bytes) {}

    Settlements(Worker worker, Suspended suspended, AnswerStreams streams) {
        this.worker = worker;
        this.suspended = suspended;
        this.streams = streams;
    }

    void add(int number, String text, byte @Nullable [] bytes) {
        all.add(new Settled(number, text, bytes));
    }

    /** Puts another end in the place of the one that an invocation has come to. @return false if it has come to none in this slice */
    boolean replace(int number, String text) {
        return all.removeIf(one -> one.number == number) && all.add(new Settled(number, text, null));
    }

    /** Answers all. That may let the server hand over the next request on this very thread, so each is taken off first. */
    void answer() {
        for (Settled one; (one = all.poll()) != null; ) {
            Invocation invocation = suspended.remove(one.number);
            if (invocation != null && !invocation.isAnswered()) {
                Answer answer = AnswerDecoder.decode(one.text, one.bytes, invocation);
                if (answer instanceof Answer.Response response && response.body() instanceof Answer.Stream stream) {
                    streams.begin(invocation, stream.pipe());
                }
                worker.answer(invocation, answer);
            }
        }
    }
}
