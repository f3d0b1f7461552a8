package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Gathers the invocations that a thread reads in one turn of its loop, so that they enter the isolate together. An invocation that only starts an operation costs
 * little more than its entry, and under load a turn brings a dozen of them. Confined to the thread.
 */
final class JointEntry {
    /** No more enter together, lest the first wait for what the others compute. */
    private static final int MOST = 16;

    /** An invocation with a longer body enters by itself: copying the body into the common text would cost more than an entry. */
    private static final int MOST_CHARS = 16 << 10;

    private final WorkerSlot slot;
    private final Executor thread;
    private final List<Invocation> waiting = new ArrayList<>(MOST);

    /** @param thread runs what is given to it on this thread at the end of the turn */
    JointEntry(WorkerSlot slot, Executor thread) {
        this.slot = slot;
        this.thread = thread;
    }

    /** Runs an invocation on the worker, which must be there: at once, or at the end of the turn. */
    void run(Worker worker, Invocation invocation) {
        if (!invocation.target().lane().entersJointly() || !isShort(invocation.body())) {
            slot.run(worker, invocation);
            return;
        }
        waiting.add(invocation);
        if (waiting.size() == 1) {
            thread.execute(this::end);
        } else if (waiting.size() == MOST) {
            end();
        }
    }

    private static boolean isShort(RequestBody body) {
        return body instanceof RequestBody.None
                || body instanceof RequestBody.Text text && text.text().length() <= MOST_CHARS;
    }

    private void end() {
        List<Invocation> all = List.copyOf(waiting);
        waiting.clear();
        Worker worker = slot.worker();
        if (worker == null) {
            all.forEach(slot::lose);
        } else if (all.size() == 1) {
            slot.run(worker, all.get(0));
        } else if (!all.isEmpty()) {
            slot.runAll(worker, all);
        }
    }
}
