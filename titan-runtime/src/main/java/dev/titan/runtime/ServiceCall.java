package dev.titan.runtime;

/**
 * A call of a service by a client, or a batch of them in one request. Its {@link Answer} is a response whose bytes are the packet or the body to send, a stream of packets each behind its length (u32, big
 * endian), or a failure of the runtime's own.
 */
public abstract class ServiceCall extends Invocation {
    private static final String[] NO_PARAMETERS = {};
    private static final long MOST_MILLIS = Integer.MAX_VALUE;

    private final Kind kind;
    private final ServiceCaller caller;
    private final byte[] data;
    private String trace = "";
    private long limitNanos = Long.MAX_VALUE;

    /** What the bytes of a call are. */
    public enum Kind {
        /** A packet of a connection. */
        PACKET('p'),
        /** The body of a request for one call. */
        INVOKE('i'),
        /** The body of a request for many. */
        BATCH('b'),
        /** Nothing: what there is to call is asked for. */
        DISCOVERY('d');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /**
     * @param target of {@link Generation#service}
     * @param method of the request, or of what stands for one
     * @param path of the request, or of what stands for one
     */
    protected ServiceCall(
            ActionTarget target, String method, String path, Kind kind, ServiceCaller caller, byte[] data) {
        super(target, method, path, "", NO_PARAMETERS);
        this.kind = kind;
        this.caller = caller;
        this.data = data;
    }

    final char letter() {
        return kind.letter;
    }

    /** Who calls. */
    public final ServiceCaller caller() {
        return caller;
    }

    /** The number of the generation whose services are called. */
    public final int generation() {
        return target().generation().number();
    }

    /** The trace that the call belongs to, as {@code traceparent} has it (W3C Trace Context); empty for none. */
    final String traceparent() {
        return trace;
    }

    /** Makes the call part of a trace. Before it is dispatched. */
    public final void trace(String traceparent) {
        trace = traceparent.indexOf('\n') < 0 && traceparent.indexOf(' ') < 0 ? traceparent : "";
    }

    /**
     * Says that nobody waits for the answer longer than this. Before it is dispatched.
     *
     * @param millis from its making on
     */
    public final void limit(long millis) {
        limitNanos = Math.max(0, Math.min(millis, MOST_MILLIS)) * 1_000_000L;
    }

    @Override
    long deadline(long wallNanos) {
        return super.deadline(Math.min(wallNanos, limitNanos));
    }

    /** A packet says by itself which trace it belongs to, unless its connection does. */
    @Override
    protected String field(String name) {
        String value = super.field(name);
        return value.isEmpty() && name.equals("traceparent") ? trace : value;
    }

    /** Whether what was sent is text, in UTF-8, and so is its answer. Such a call is served alone. */
    protected boolean isText() {
        return false;
    }

    /** What was sent. Not to be changed. */
    protected final byte[] data() {
        return data;
    }

    /** The client takes so many chunks of its stream more. Any thread. */
    public final void credit(int chunks) {
        resume(worker -> worker.proceed(this, () -> worker.kernel().credit(number(), chunks)));
    }
}
