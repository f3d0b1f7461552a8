package dev.titan.runtime;

/** What is looked at before an invocation begins, and after its first slice. Confined to the worker's thread. */
final class Starts {
    private final Worker worker;
    private final Suspended suspended;
    private final Shared shared;

    Starts(Worker worker, Suspended suspended, Shared shared) {
        this.worker = worker;
        this.suspended = suspended;
        this.shared = shared;
    }

    /** Answers an invocation that is not to begin. @return whether it is one */
    boolean refuses(Invocation invocation) {
        if (invocation.isCancelled()) {
            worker.answer(invocation, Failures.clientGone());
            return true;
        }
        if (worker.suspended() >= shared.config().limits().suspended()) {
            worker.answer(invocation, Failures.tooManySuspended());
            return true;
        }
        return false;
    }

    /** The slice that began an invocation is over: if it goes on, the listener is told, and so is its code if nobody waits for it any more. */
    void goesOn(Invocation invocation) {
        boolean waits = suspended.isWaiting(invocation);
        invocation.target().lane().began(invocation.ran(), waits);
        if (waits) {
            shared.listener().suspended(invocation);
            if (invocation.isCancelled()) {
                worker.abandon(invocation);
            }
        }
    }
}
