package dev.titan.runtime;

import dev.titan.host.BytePipe;
import dev.titan.host.TraceContext;
import dev.titan.host.trace.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of an action across its suspensions. The server makes one for each request and hands it to {@link TitanRuntime#dispatch}; from then on the runtime owns it until
 * {@link #answer} is called, exactly once.
 */
public abstract class Invocation {
    private static final byte[] NO_BYTES = {};

    private static final VarHandle ANSWERED;

    static {
        try {
            ANSWERED = MethodHandles.lookup().findVarHandle(Invocation.class, "answered", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ActionTarget target;
    private final String method;
    private final String path;
    private final String query;
    private final String[] params;
    private final long arrived = System.nanoTime();

    @SuppressWarnings("unused") // by ANSWERED
    private volatile boolean answered;

    private volatile boolean cancelled;

    /** The worker that has it, null while it is queued. Written on the worker's thread. */
    private volatile @Nullable Worker worker;

    /** Its name inside of its worker's isolate. */
    private int number;

    private @Nullable TraceContext trace;
    private @Nullable Scope scope;
    private boolean keepsScope;
    private boolean givenUp;
    private long taken;
    private long ran;
    private long ended;

    /**
     * @param method upper case
     * @param path in canonical percent-encoding
     * @param query as sent, without the question mark; empty if there is none
     * @param params the values of the route's parameters, in canonical percent-encoding, in the order of the pattern
     */
    protected Invocation(ActionTarget target, String method, String path, String query, String[] params) {
        target.use().made();
        this.target = target;
        this.method = method;
        this.path = path;
        this.query = query;
        this.params = params;
    }

    /**
     * What an action seldom reads: {@code scheme\nhost\nip\nrequestId\n}, then a line {@code name: value} for each header field, names in lower case. Called on the worker's
     * thread, also after the answer if the action still runs.
     */
    protected abstract String details();

    /**
     * A header field of the request, empty where it has none. Called as {@link #details()} is.
     *
     * @param name lower case
     */
    protected String field(String name) {
        return field(details(), name);
    }

    /** The field of this name among {@link #details()}, empty where it has none. */
    static String field(String details, String name) {
        String begin = "\n" + name + ": ";
        int line = details.indexOf(begin);
        return line < 0 ? "" : details.substring(line + begin.length(), details.indexOf('\n', line + 1));
    }

    /** The body; none unless overridden. Called on the worker's thread before the action runs, and again when the action reads an uploaded file: the same each time. */
    protected RequestBody body() {
        return RequestBody.NONE;
    }

    /** The body as it was received, for {@code req.rawBody}. Called on the worker's thread, also after the answer. */
    protected byte[] rawBody() {
        return NO_BYTES;
    }

    /** The span that its code runs in; null where there is none, or nobody records it. The same for its life. */
    protected @Nullable Span span() {
        return null;
    }

    /**
     * Takes the outcome. Called exactly once, on the worker's thread or on one of the runtime's; must neither block nor throw.
     */
    protected abstract void answer(Answer answer);

    /** What is called. */
    public final ActionTarget target() {
        return target;
    }

    /** The method of the request. */
    public final String method() {
        return method;
    }

    /** The path of the request, in canonical percent-encoding. */
    public final String path() {
        return path;
    }

    /** The query of the request as sent, without the question mark. */
    public final String query() {
        return query;
    }

    /** Says that nobody waits for the answer any more, or for what comes of one that is streamed: a queued invocation is dropped, a suspended one abandoned. Any thread. */
    public final void cancel() {
        cancelled = true;
        Worker owner = worker;
        if (owner != null) {
            owner.abandon(this);
        }
    }

    /** Has something done on its worker's thread, if it has begun and its worker lives. Any thread. */
    final void resume(Consumer<Worker> what) {
        Worker owner = worker;
        if (owner != null) {
            owner.post(() -> what.accept(owner));
        }
    }

    /** Says that it will not be dispatched: it was answered otherwise. At most once. */
    protected final void drop() {
        target.use().begun();
    }

    /** Where its time went so far; final once it is answered. */
    public final Timings timings() {
        long end = ended == 0 ? System.nanoTime() : ended;
        if (taken == 0) {
            return new Timings(end - arrived, 0, 0);
        }
        return new Timings(taken - arrived, ran, Math.max(0, end - taken - ran));
    }

    /** The runtime's side of {@link #answer}: only the first call counts. @return whether it was the first */
    final boolean finish(Answer outcome) {
        if (!ANSWERED.compareAndSet(this, false, true)) {
            return false;
        }
        ended = System.nanoTime();
        if (taken == 0) {
            target.use().begun();
        }
        Span span = span();
        if (span != null && span.recorded()) {
            tell(span, outcome);
        }
        answer(outcome);
        if (!keepsScope) {
            closeScope();
        }
        return true;
    }

    /** Tells what was thrown; what the author has answered with an error of the client's is none. Messages may have anything in them, so they are not told. */
    private static void tell(Span span, Answer outcome) {
        ThrownError error = outcome instanceof Answer.Failure failure ? failure.error() : null;
        if (error != null && outcome.status() >= 500) {
            StringBuilder stack = new StringBuilder(error.name());
            error.frames().forEach(frame -> stack.append("\n    ").append(frame));
            span.threw(error.name(), stack.toString());
        }
    }

    /** Its operations outlive its answer, until {@link #closeScope}. */
    final void keepScope() {
        keepsScope = true;
    }

    final void closeScope() {
        if (scope != null) {
            scope.close();
        }
    }

    /** When it was answered, by {@link System#nanoTime}. */
    final long ended() {
        return ended;
    }

    final boolean isAnswered() {
        return answered;
    }

    final boolean isCancelled() {
        return cancelled;
    }

    final long arrived() {
        return arrived;
    }

    /** Whether a worker has taken it. */
    final boolean hasBegun() {
        return taken != 0;
    }

    final int number() {
        return number;
    }

    final void take(Worker owner, int as, long now) {
        number = as;
        taken = now;
        target.use().begun();
        worker = owner;
    }

    /** Its place in a trace: that of its span, else of the request where it came with one; worker's thread. */
    final TraceContext trace() {
        TraceContext own = trace;
        Span span = span();
        if (own == null && span != null) {
            own = span.context();
            trace = own;
        } else if (own == null) {
            String traceparent = field("traceparent");
            own = TraceContext.of(traceparent, traceparent.isEmpty() ? "" : field("tracestate"));
            trace = own;
        }
        return own;
    }

    /** What its operations share; worker's thread. */
    final Scope scope(long deadline) {
        Scope own = scope;
        if (own == null) {
            own = new Scope(this, deadline, body());
            scope = own;
            if (answered && !keepsScope) {
                own.close();
            }
        }
        return own;
    }

    /** A pipe that its code has opened, by its number; worker's thread. */
    final BytePipe pipe(int pipe) {
        return Objects.requireNonNull(scope).resource(pipe, BytePipe.class);
    }

    /** Its code is told that it is given up; worker's thread. @return whether that is news */
    final boolean giveUp() {
        boolean news = !givenUp;
        givenUp = true;
        return news;
    }

    final boolean isGivenUp() {
        return givenUp;
    }

    /** Whether it has as much time as it likes: its socket has an idle time-out instead. */
    boolean isEndless() {
        return false;
    }

    /** When it must have its answer, by {@link System#nanoTime}; {@link Long#MAX_VALUE} when it has no limit. */
    long deadline(long wallNanos) {
        return isEndless() ? Long.MAX_VALUE : arrived + wallNanos;
    }

    /** Whether its worker knows what it calls without being asked to load it. */
    boolean isLoaded() {
        return false;
    }

    /** How long its code has run, nanoseconds; worker's thread. */
    final long ran() {
        return ran;
    }

    /** Adds a slice. */
    final void ran(long nanos) {
        ran += nanos;
    }

    /**
     * What the isolate gets to know at once: number, target, kind of the body, method, path, query and parameter values, a line each. None of them has a line break.
     *
     * @param kind the digit of {@code Kind} in the runtime's TypeScript
     */
    final String head(char kind) {
        int length = method.length() + path.length() + query.length() + 24;
        for (String param : params) {
            length += param.length() + 1;
        }
        StringBuilder head = new StringBuilder(length);
        head.append(number)
                .append('\n')
                .append(target.number())
                .append('\n')
                .append(kind)
                .append('\n');
        head.append(method).append('\n').append(path).append('\n').append(query);
        for (String param : params) {
            head.append('\n').append(param);
        }
        return head.toString();
    }
}
