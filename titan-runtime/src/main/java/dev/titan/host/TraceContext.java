package dev.titan.host;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which call of which trace an invocation is (<a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>).
 *
 * @param traceId 32 hexadecimal digits, the same in all that one request from outside leads to
 * @param spanId 16 hexadecimal digits: this call
 * @param parentId the call that led to this one; empty where the trace begins
 * @param sampled whether who began the trace records it
 * @param state {@code tracestate}, sent on as it came; empty for none
 */
public record TraceContext(String traceId, String spanId, String parentId, boolean sampled, String state) {
    /** Version 00 is of this length; what a later version adds is not understood (section 3.2.2). */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /**
     * A call that goes on with a trace.
     *
     * @param traceparent as it was received; one that means nothing begins a new trace (section 4.3)
     * @param tracestate as it was received
     */
    public static TraceContext of(String traceparent, String tracestate) {
        if (!traceparent.isEmpty()) {
            Matcher form = FORM.matcher(traceparent);
            if (form.matches() && (form.group(5) == null || !form.group(1).equals("00"))) {
                boolean sampled = (Integer.parseInt(form.group(4), 16) & 1) == 1;
                return new TraceContext(form.group(2), id(), form.group(3), sampled, tracestate);
            }
        }
        return new TraceContext(id() + id(), id(), "", false, "");
    }

    /** That of code which has made its ids itself, to be sent on. */
    public static TraceContext sent(String traceparent, String tracestate) {
        return new TraceContext(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                "",
                traceparent.endsWith("01"),
                tracestate);
    }

    /** Not zero; guessing it gains nobody anything. */
    private static String id() {
        long bits;
        do {
            bits = ThreadLocalRandom.current().nextLong();
        } while (bits == 0);
        return HexFormat.of().toHexDigits(bits);
    }

    /** What is sent on as {@code traceparent}. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
