package dev.titan.inspector;

import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Steps from line to line of the author's. V8 steps from statement to statement of the bundle, where a drift is several: choosing the callee, starting it, the {@code yield}. A step that has
 * not left the line goes on. Confined to the worker's thread.
 */
final class LineSteps {
    /** After so many on one line the author is shown where the code is. */
    private static final int MOST = 200;

    private final AppScripts scripts;
    private @Nullable String step;
    private @Nullable String line;
    private @Nullable Object function;
    private boolean goesOn;
    private boolean starting;
    private int steps;

    LineSteps(AppScripts scripts) {
        this.scripts = scripts;
    }

    /** The client asks for something. */
    void requested(String method) {
        switch (method) {
            case "Debugger.stepOver", "Debugger.stepInto" -> {
                step = method;
                steps = 0;
            }
            case "Debugger.resume", "Debugger.stepOut", "Debugger.pause", "Debugger.disable" -> step = null;
            default -> {}
        }
    }

    /** @return the method to go on with instead of showing a pause, or null */
    @Nullable
    String paused(Map<String, @Nullable Object> pause) {
        goesOn = false;
        if (!(pause.get("callFrames") instanceof List<?> frames)
                || frames.isEmpty()
                || !(frames.get(0) instanceof Map<?, ?> top)
                || !(top.get("location") instanceof Map<?, ?> location)) {
            return null;
        }
        SourceLocation place = scripts.place(location);
        String now = place == null ? null : place.file() + ":" + place.line();
        Object in = top.get("functionLocation");
        if (InspectorTargets.PAUSE_REASON.equals(pause.get("reason")) && now == null && scripts.isMapped(location)) {
            // What the bundle begins with is not the author's.
            starting = true;
            goesOn = true;
            step = "Debugger.stepOver";
            return step;
        }
        String method = step;
        if (method != null && "step".equals(pause.get("reason")) && ++steps < MOST && isSkipped(location, in, now)) {
            goesOn = true;
            return method;
        }
        if (starting) {
            starting = false;
            pause.put("reason", InspectorTargets.PAUSE_REASON);
        }
        step = null;
        line = now;
        function = in;
        return null;
    }

    private boolean isSkipped(Map<?, ?> location, @Nullable Object in, @Nullable String now) {
        if (!scripts.isMapped(location)) {
            return false;
        }
        return now == null || scripts.isPrologue(in, location) || now.equals(line) && Objects.equals(in, function);
    }

    /** Whether the client is to be told that the worker goes on: not if it was not told that it had stopped. */
    boolean tellsResumed() {
        boolean told = !goesOn;
        goesOn = false;
        return told;
    }
}
