package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsObject;
import dev.titan.engine.Rejected;
import dev.titan.model.PlainJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Promises rejected without handler in the slice that runs now. V8 reports them at once, though a handler may follow: they are logged when the slice is over, each with the request whose code has
 * rejected it. Confined to the worker's thread.
 */
final class Rejections implements Isolate.RejectionListener {
    /** So many of a slice are compared with a new one: a promise that hands a failure on is rejected by nobody's code. */
    private static final int MOST_COMPARED = 16;

    private record Open(Rejected reason, @Nullable Invocation owner) {}

    private final Worker worker;
    private final RejectionCode code;
    private final Map<Integer, Open> open = new LinkedHashMap<>();

    /** All of this slice, those included that have a handler by now. */
    private final List<Open> seen = new ArrayList<>();

    Rejections(Worker worker, Kernel kernel) {
        this.worker = worker;
        this.code = kernel.rejections();
        kernel.isolate().onRejection(this);
    }

    @Override
    public void rejected(int promise, Rejected reason) {
        Open told = new Open(reason, owner(reason));
        open.put(promise, told);
        seen.add(told);
    }

    private @Nullable Invocation owner(Rejected reason) {
        for (Open before : seen.subList(0, Math.min(seen.size(), MOST_COMPARED))) {
            if (before.owner() != null && before.reason().isSame(reason)) {
                return before.owner();
            }
        }
        try (JsObject threw = code.state().member("threw")) {
            if (threw != null && reason.isHeldBy(threw, "reason")) {
                return worker.find(number(threw, "context"));
            }
        }
        return worker.find(number(code.state(), "c"));
    }

    /** Of the invocation that a context belongs to; 0 for none. */
    private static int number(JsObject holder, String name) {
        try (JsObject context = holder.member(name)) {
            if (context == null) {
                return 0;
            }
            int number = context.integer("number");
            return number != 0 ? number : wholeNumber(context);
        }
    }

    private static int wholeNumber(JsObject context) {
        try (JsObject invocation = context.member("invocation")) {
            return invocation == null ? 0 : invocation.integer("number");
        }
    }

    @Override
    public void handled(int promise) {
        open.remove(promise);
    }

    /** To be called when a slice is over. To describe what was thrown is a slice of its own, since it may run code of an author's. */
    void report() {
        if (seen.isEmpty()) {
            return;
        }
        List<Open> left = new ArrayList<>(open.values());
        List<Open> over = new ArrayList<>(seen);
        open.clear();
        seen.clear();
        for (Open each : left) {
            if (worker.usable()) {
                tell(each);
            }
        }
        over.forEach(each -> each.reason().close());
    }

    private void tell(Open each) {
        String[] told = {""};
        worker.resume(List.of(), () -> {
            String described = code.describe().call(each.reason());
            told[0] = described == null ? "" : described;
            return null;
        });
        Invocation owner = each.owner();
        ThrownError thrown =
                told[0].isEmpty() ? null : AnswerDecoder.thrown(PlainJson.parse(told[0]), worker.stacks(owner));
        if (thrown == null) {
            // Its slice was ended at a limit.
            AppLog.rejected("what was thrown could not be described", owner);
        } else {
            AppLog.rejected(thrown, owner);
        }
    }
}
