package dev.titan.server;

import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.LimitReason;
import dev.titan.runtime.RuntimeListener;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens in a runtime, for {@code /metrics}. Safe for use by any thread. */
final class RuntimeMetrics implements RuntimeListener {
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder suspended = new LongAdder();
    private final LongAdder drifts = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder cpuTerminations = new LongAdder();
    private final LongAdder heapTerminations = new LongAdder();
    private final LongAdder replaced = new LongAdder();
    private final LongAdder promoted = new LongAdder();
    private final LongAdder demoted = new LongAdder();

    @Override
    public void answered(Invocation invocation, Answer answer) {
        (answer instanceof Answer.Response ? answered : failed).increment();
    }

    @Override
    public void suspended(Invocation invocation) {
        suspended.increment();
    }

    @Override
    public void drifted(int count) {
        drifts.add(count);
    }

    @Override
    public void parked(Invocation invocation) {
        parked.increment();
    }

    @Override
    public void terminated(ActionTarget target, LimitReason reason) {
        (reason == LimitReason.CPU ? cpuTerminations : heapTerminations).increment();
    }

    @Override
    public void laneChanged(ActionTarget target, boolean inPlace) {
        (inPlace ? promoted : demoted).increment();
    }

    @Override
    public void replaced(String worker) {
        replaced.increment();
    }

    void write(MetricsText text) {
        text.counter("titan_invocations_total", "Invocations answered, by outcome.")
                .sample("outcome", "response", answered.sum())
                .sample("outcome", "failure", failed.sum())
                .counter("titan_suspensions_total", "Invocations that did not end at once.")
                .sample(suspended.sum())
                .counter("titan_drifts_total", "Drifts that had to wait.")
                .sample(drifts.sum())
                .counter("titan_parks_total", "Times that a drift began to hold its thread.")
                .sample(parked.sum())
                .counter("titan_terminations_total", "Slices ended at a limit.")
                .sample("limit", "cpu", cpuTerminations.sum())
                .sample("limit", "heap", heapTerminations.sum())
                .counter("titan_workers_replaced_total", "Isolates thrown away and made anew.")
                .sample(replaced.sum())
                .counter(
                        "titan_lane_changes_total",
                        "Actions moved to the threads that read requests, or away from them.")
                .sample("to", "in_place", promoted.sum())
                .sample("to", "side", demoted.sum());
    }
}
