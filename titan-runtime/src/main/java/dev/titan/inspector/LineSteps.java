package dev.titan.inspector;

import dev.titan.model.SourceLocation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stops once at a line of the author's and steps from line to line. V8 steps from statement to statement of the bundle, where a drift is several: choosing the callee, starting it, the
 * {@code yield}. A step that has not left the line goes on, and so does a breakpoint that is hit once more by the same piece of code. Confined to the worker's thread.
 */
final class LineSteps {
    private static final String RESUME = "Debugger.resume";
    private static final String STEP_OVER = "Debugger.stepOver";
    private static final String STEP_INTO = "Debugger.stepInto";

    /** After so many on one line the author is shown where the code is. */
    private static final int MOST = 200;

    private final AppScripts scripts;
    private @Nullable String step;
    private int steps;
    private boolean starting;
    private boolean goesOn;

    /** Where the client was shown that the code is. */
    private @Nullable SourceLocation shown;

    private @Nullable Object function;

    /** What the breakpoints that were hit last are meant for. A debugger sets several for one place if that is mapped to several. */
    private Set<SourceLocation> hits = Set.of();

    /** Where the code has been since. */
    private Map<?, ?> last = Map.of();

    LineSteps(AppScripts scripts) {
        this.scripts = scripts;
    }

    /** The client asks for something. */
    void requested(String method) {
        switch (method) {
            case STEP_OVER, STEP_INTO -> {
                step = method;
                steps = 0;
            }
            case RESUME, "Debugger.stepOut", "Debugger.pause", "Debugger.disable" -> step = null;
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
        Object in = top.get("functionLocation");
        String method = method(pause, location, in, place);
        last = location;
        if (method != null) {
            goesOn = true;
            return method;
        }
        if (starting) {
            starting = false;
            pause.put("reason", InspectorTargets.PAUSE_REASON);
        }
        step = null;
        shown = place;
        function = in;
        return null;
    }

    private @Nullable String method(
            Map<String, @Nullable Object> pause,
            Map<?, ?> location,
            @Nullable Object in,
            @Nullable SourceLocation place) {
        if (!scripts.isMapped(location)) {
            return null;
        }
        Object reason = pause.get("reason");
        if (InspectorTargets.PAUSE_REASON.equals(reason) && place == null) {
            // What the bundle begins with is not the author's.
            starting = true;
            step = STEP_OVER;
            steps = 0;
            return STEP_OVER;
        }
        if (pause.get("hitBreakpoints") instanceof List<?> hit && !hit.isEmpty()) {
            Set<SourceLocation> wanted = scripts.breakpoints(location, hit);
            boolean same = Objects.equals(in, function) && AppScripts.isAfter(location, last);
            boolean again = same && !Collections.disjoint(wanted, hits);
            hits = again ? hits : wanted;
            return again || same && step != null && place != null && isShownLine(place)
                    ? Objects.requireNonNullElse(step, RESUME)
                    : null;
        }
        return "step".equals(reason) && step != null && ++steps < MOST && isSkipped(location, in, place) ? step : null;
    }

    private boolean isSkipped(Map<?, ?> location, @Nullable Object in, @Nullable SourceLocation place) {
        return place == null || scripts.isPrologue(in, location) || isShownLine(place) && Objects.equals(in, function);
    }

    private boolean isShownLine(SourceLocation place) {
        SourceLocation before = shown;
        return before != null && before.line() == place.line() && before.file().equals(place.file());
    }

    /** Whether the client is to be told that the worker goes on: not if it was not told that it had stopped. */
    boolean tellsResumed() {
        boolean told = !goesOn;
        goesOn = false;
        return told;
    }
}
