package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.model.PlainJson;
import dev.titan.model.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Promises rejected without handler in the slice that runs now. V8 reports them at once, though a handler may follow: they are logged when the slice is over, each with the request whose code has
 * rejected it. Confined to the worker's thread.
 */
final class Rejections implements Isolate.RejectionListener {
    private final Worker worker;
    private final RejectionCode code;

    /** Whose code it was, by the ids that {@code rejections.ts} gives. */
    private Map<Integer, Optional<Invocation>> open = new LinkedHashMap<>();

    Rejections(Worker worker, Kernel kernel) {
        this.worker = worker;
        this.code = kernel.rejections();
        kernel.isolate().onRejection(code.rejected(), code.handled(), this);
    }

    @Override
    public int slice() {
        return worker.slices();
    }

    @Override
    public void rejected(String told) {
        int blank = told.indexOf(' ');
        int number = Integer.parseInt(told.substring(blank + 1));
        open.put(Integer.valueOf(told.substring(0, blank)), Optional.ofNullable(worker.find(number)));
    }

    @Override
    public void handled(String told) {
        open.remove(Integer.valueOf(told));
    }

    /** To be called when a slice is over. To describe what was thrown is a slice of its own, since it may run code of an author's. */
    void report() {
        if (open.isEmpty() || !worker.usable()) {
            return;
        }
        Map<Integer, Optional<Invocation>> left = open;
        open = new LinkedHashMap<>();
        worker.resume(List.of(), () -> {
            String described = code.describe().call();
            if (described != null && PlainJson.parse(described) instanceof List<?> all) {
                all.forEach(each -> log(left, each));
            }
            return null;
        });
        // What could not be described was ended at the limit of its slice.
        left.values().forEach(owner -> AppLog.rejected("what was thrown could not be described", owner.orElse(null)));
    }

    private void log(Map<Integer, Optional<Invocation>> left, @Nullable Object described) {
        if (!(described instanceof Map<?, ?> each) || !(each.get("id") instanceof Number id)) {
            return;
        }
        Optional<Invocation> known = left.remove(id.intValue());
        Invocation owner = known == null ? null : known.orElse(null);
        StackMap stacks = worker.stacks(owner);
        ThrownError thrown = AnswerDecoder.thrown(each.get("error"), stacks);
        if (thrown != null) {
            SourceLocation at =
                    each.get("place") instanceof String place && !place.isEmpty() ? stacks.ownPlace(place) : null;
            AppLog.rejected(thrown, owner, at);
        }
    }
}
