package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls of services on one worker: many of one connection in one slice, so that the border is crossed once each way. Those that wait go on as any other invocation. Confined to the worker's thread.
 */
final class CallRunner {
    private static final Logger LOGGER = LoggerFactory.getLogger(CallRunner.class);
    private static final int HEAD_BYTES = 10;

    private final Worker worker;
    private final Kernel kernel;
    private final Suspended suspended;
    private final Starts starts;
    private final Terminations terminations;

    CallRunner(Worker worker, Kernel kernel, Suspended suspended, Starts starts, Terminations terminations) {
        this.worker = worker;
        this.kernel = kernel;
        this.suspended = suspended;
        this.starts = starts;
        this.terminations = terminations;
    }

    /** Runs calls of one caller and one generation until each ends or waits. */
    void run(List<? extends ServiceCall> given) {
        long start = System.nanoTime();
        List<ServiceCall> calls = take(given, start);
        if (calls.isEmpty()) {
            return;
        }
        worker.enter(calls.get(0).target(), start);
        Object ended = enter(calls);
        LimitReason limit = worker.leave(List.copyOf(calls), start);
        if (limit == null && ended != null) {
            answer(calls, ended);
        } else {
            terminations.ofEntry(calls, limit == null ? LimitReason.CPU : limit);
        }
        worker.afterSlice();
        calls.forEach(starts::goesOn);
    }

    /** The calls that are to be run: the others have their answer. */
    private List<ServiceCall> take(List<? extends ServiceCall> calls, long now) {
        List<ServiceCall> taken = new ArrayList<>(calls.size());
        for (ServiceCall call : calls) {
            if (!starts.refuses(call)) {
                call.take(worker, suspended.nextNumber(), now);
                suspended.add(call);
                taken.add(call);
            }
        }
        return taken;
    }

    /**
     * Enters the isolate. @return what has come to its end, bytes or a text; null when the execution was ended
     */
    private @Nullable Object enter(List<ServiceCall> calls) {
        StringBuilder head = new StringBuilder(64 + 16 * calls.size());
        ServiceCall first = calls.get(0);
        head.append(first.target().generation().number())
                .append('\n')
                .append(first.caller().head());
        for (ServiceCall call : calls) {
            head.append('\n').append(call.number()).append(' ').append(call.letter());
            head.append(' ').append(call.data().length).append(' ').append(call.traceparent());
        }
        try {
            Object ended = kernel.calls().serve(head.toString(), data(calls));
            return ended == null ? "" : ended;
        } catch (JsTerminated e) {
            return null;
        } catch (JsException e) {
            LOGGER.error("the runtime's JavaScript failed: {}", e.stack());
            for (ServiceCall call : calls) {
                suspended.remove(call.number());
                worker.answer(call, Answer.Failure.of(500, "TITAN_E500", "", ""));
            }
            return "";
        }
    }

    private static Object data(List<ServiceCall> calls) {
        ServiceCall first = calls.get(0);
        if (first.isText()) {
            return HostText.decode(first.data());
        }
        if (calls.size() == 1) {
            return first.data();
        }
        ByteBuffer all = ByteBuffer.allocate(
                calls.stream().mapToInt(call -> call.data().length).sum());
        calls.forEach(call -> all.put(call.data()));
        return all.array();
    }

    /** Answers what has come to its end. */
    private void answer(List<ServiceCall> calls, Object ended) {
        if (ended instanceof byte[] bytes) {
            answer(calls, ByteBuffer.wrap(bytes));
            return;
        }
        String text = (String) ended;
        if (!text.isEmpty()) {
            int line = text.indexOf('\n');
            ServiceCall call = calls.get(0);
            suspended.remove(call.number());
            int status = Integer.parseInt(text, 0, line, 10);
            worker.answer(call, new Answer.Response(status, List.of(), new Answer.Text(text.substring(line + 1))));
        }
    }

    private void answer(List<ServiceCall> calls, ByteBuffer in) {
        Map<Integer, ServiceCall> byNumber = new HashMap<>(2 * calls.size());
        calls.forEach(call -> byNumber.put(call.number(), call));
        while (in.remaining() >= HEAD_BYTES) {
            int number = in.getInt();
            int status = in.getShort();
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            ServiceCall call = byNumber.get(number);
            if (call != null) {
                suspended.remove(number);
                worker.answer(call, new Answer.Response(status, List.of(), new Answer.Bytes(bytes)));
            }
        }
    }
}
