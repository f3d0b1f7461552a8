package dev.titan.config;

/**
 * What no request and no action may exceed. Immutable. Component names are the keys below {@code limits} in titan.config.json.
 *
 * @param cpuMs CPU time of one slice (from entering V8 to leaving it), milliseconds; 0 is no limit
 * @param wallMs time of an invocation until its response head is sent, milliseconds
 * @param heapMb heap of one isolate, MiB
 * @param suspended invocations that one worker may have suspended at once
 * @param queue invocations that may wait for a worker, per server
 * @param queueMs how long one may wait there, milliseconds
 * @param bodyBytes largest request body
 * @param urlBytes longest request target
 * @param headerBytes largest header section of a request
 * @param headers most header fields of a request
 * @param params most parameters in a query or a form
 * @param headerMs time to read the header section, milliseconds
 * @param bodyMs time to read the body, milliseconds
 * @param idleMs how long a kept-alive connection may stay idle, milliseconds
 * @param fetch outgoing requests
 * @param shutdownMs how long accepted invocations may go on after the signal to stop, milliseconds
 */
public record Limits(
        int cpuMs,
        int wallMs,
        int heapMb,
        int suspended,
        int queue,
        int queueMs,
        long bodyBytes,
        int urlBytes,
        int headerBytes,
        int headers,
        int params,
        int headerMs,
        int bodyMs,
        int idleMs,
        Fetch fetch,
        int shutdownMs) {

    /**
     * Limits of outgoing requests.
     *
     * @param connectMs to establish a connection, milliseconds
     * @param totalMs from the call to the last byte of the body, milliseconds
     * @param bodyBytes largest response body
     * @param perHost connections to one host at once
     */
    public record Fetch(int connectMs, int totalMs, long bodyBytes, int perHost) {}

    private static final int DAY_MS = 86_400_000;

    /** The same for an app that stands still at breakpoints: no CPU time, and a day for what waits for its code. */
    public Limits forDebugging() {
        return new Limits(
                0,
                DAY_MS,
                heapMb,
                suspended,
                queue,
                DAY_MS,
                bodyBytes,
                urlBytes,
                headerBytes,
                headers,
                params,
                headerMs,
                bodyMs,
                idleMs,
                fetch,
                shutdownMs);
    }

    /** The limits that hold when nothing is configured. */
    public static final Limits DEFAULTS = new Limits(
            10_000,
            30_000,
            256,
            10_000,
            1_000,
            5_000,
            1 << 20,
            16 << 10,
            64 << 10,
            200,
            1_000,
            10_000,
            30_000,
            75_000,
            new Fetch(5_000, 30_000, 32 << 20, 256),
            30_000);
}
