package dev.titan.runtime;

import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners, one after the other. Immutable. */
final class RuntimeListeners implements RuntimeListener {
    private final List<RuntimeListener> listeners;

    RuntimeListeners(List<RuntimeListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    private void tell(Consumer<RuntimeListener> what) {
        listeners.forEach(what);
    }

    @Override
    public void answered(Invocation invocation, Answer answer) {
        tell(listener -> listener.answered(invocation, answer));
    }

    @Override
    public void ran(Invocation invocation, long start, long nanos) {
        tell(listener -> listener.ran(invocation, start, nanos));
    }

    @Override
    public void held(Invocation invocation, long start, long nanos) {
        tell(listener -> listener.held(invocation, start, nanos));
    }

    @Override
    public void operated(Invocation invocation, String name, long start, long nanos, boolean failed) {
        tell(listener -> listener.operated(invocation, name, start, nanos, failed));
    }

    @Override
    public void suspended(Invocation invocation) {
        tell(listener -> listener.suspended(invocation));
    }

    @Override
    public void drifted(int drifts) {
        tell(listener -> listener.drifted(drifts));
    }

    @Override
    public void parked(Invocation invocation) {
        tell(listener -> listener.parked(invocation));
    }

    @Override
    public void parking(Invocation invocation, List<Frame> frames) {
        tell(listener -> listener.parking(invocation, frames));
    }

    @Override
    public void terminated(ActionTarget target, LimitReason reason) {
        tell(listener -> listener.terminated(target, reason));
    }

    @Override
    public void laneChanged(ActionTarget target, boolean inPlace) {
        tell(listener -> listener.laneChanged(target, inPlace));
    }

    @Override
    public void replaced(String worker) {
        tell(listener -> listener.replaced(worker));
    }
}
