package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsObject;
import dev.titan.engine.Rejected;
import dev.titan.model.PlainJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Promises rejected without handler in the slice that runs now. V8 reports them at once, though a handler may follow: they are logged when the slice is over, each with the request whose code has
 * rejected it. Confined to the worker's thread.
 */
final class Rejections implements Isolate.RejectionListener {
    /** So many of a slice, the first, are compared with a new one: a promise that hands a failure on is rejected by nobody's code. */
    private static final int MOST_COMPARED = 16;

    /** So many of a slice are kept and told of one by one. */
    private static final int MOST_TOLD = 100;

    /** What is rejected while a reason is described, and while that of this one is, and so on: no deeper. */
    private static final int DEEPEST = 4;

    private record Open(Rejected reason, @Nullable Invocation owner) {}

    private final Worker worker;
    private final RejectionCode code;
    private final Map<Integer, Open> open = new LinkedHashMap<>();

    /** Those of this slice that new ones are compared with, though they may have a handler by now. */
    private final List<Open> compared = new ArrayList<>();

    /** Beyond {@link #MOST_TOLD}, and without handler. */
    private int untold;

    private int depth;

    Rejections(Worker worker, Kernel kernel) {
        this.worker = worker;
        this.code = kernel.rejections();
        kernel.isolate().onRejection(this);
    }

    @Override
    public void rejected(int promise, Rejected reason) {
        if (open.size() == MOST_TOLD) {
            untold++;
            reason.close();
            return;
        }
        Open told = new Open(reason, owner(reason));
        if (compared.size() < MOST_COMPARED) {
            compared.add(told);
        }
        forget(open.put(promise, told));
    }

    private @Nullable Invocation owner(Rejected reason) {
        for (Open before : compared) {
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
        Open gone = open.remove(promise);
        if (gone == null && untold > 0) {
            untold--;
        }
        forget(gone);
    }

    private void forget(@Nullable Open gone) {
        if (gone != null && !compared.contains(gone)) {
            gone.reason().close();
        }
    }

    /** To be called when a slice is over. To describe what was thrown is a slice of its own, since it may run code of an author's. */
    void report() {
        if (open.isEmpty() && compared.isEmpty()) {
            return;
        }
        List<Open> left = List.copyOf(open.values());
        Set<Open> over = new HashSet<>(compared);
        over.addAll(left);
        int more = untold;
        open.clear();
        compared.clear();
        untold = 0;
        depth++;
        for (Open each : left) {
            if (worker.usable()) {
                tell(each);
            }
        }
        depth--;
        if (more > 0) {
            AppLog.rejected(more + " more of the same turn", null);
        }
        over.forEach(each -> each.reason().close());
    }

    private void tell(Open each) {
        if (depth > DEEPEST) {
            AppLog.rejected("its description rejects promises, again and again", each.owner());
            return;
        }
        String[] told = {""};
        worker.resume(List.of(), "", () -> {
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
