package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Invocations of actions that come to a thread in one of its turns, for the isolate in its place. Entering an isolate is most of what an invocation costs that only starts an operation, and under load
 * a turn brings a dozen of them: those enter together, when the thread has read what there is. Confined to the thread.
 */
final class Turn {
    /** So many enter together at most, lest the first waits for what the others compute. */
    private static final int MOST = 16;

    /** A body of more characters enters by itself: to copy it into a text of many costs more than an entry. */
    private static final int MOST_CHARS = 16 << 10;

    private final WorkerSlot slot;
    private final Executor thread;
    private final List<Invocation> waiting = new ArrayList<>(MOST);

    /** @param thread runs a task at the end of this turn when it is given one by itself */
    Turn(WorkerSlot slot, Executor thread) {
        this.slot = slot;
        this.thread = thread;
    }

    /** Runs an invocation on the worker, which must be there: at once, or at the end of the turn. */
    void run(Worker worker, Invocation invocation) {
        if (!invocation.target().lane().joins() || !isShort(invocation.body())) {
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
