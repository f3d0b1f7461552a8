package dev.titan.host.fetch;

import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import io.netty.handler.ssl.SslContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code t.fetch} and the global {@code fetch}: the operation that sends a request and settles with the head of its answer. Safe for use by many threads.
 *
 * <p>Argument: lines with method, URL and redirect mode, then a line for each header field's name and one for its value; bytes: the body. For a body that comes over time there is a line before,
 * {@code #} and the number of its pipe. A call that is part of another trace than its invocation has a line after that one, {@code @}, {@code traceparent}, a space and {@code tracestate}.
 */
public final class Fetch implements Operation, AutoCloseable {
    private final Limits.Fetch limits;
    private NetPermission permission;
    private final @Nullable SslContext tls;
    private final Map<String, String> environment;
    private final ParsedRequests requests = new ParsedRequests();

    /** Made for the first call: many apps make none. */
    private volatile @Nullable HttpTransport transport;

    private boolean closed;

    /**
     * @param limits connect and total time, size of a body, connections to one origin
     * @param permission where may be connected to
     */
    public Fetch(Limits.Fetch limits, NetPermission permission) {
        this(limits, permission, System.getenv(), null);
    }

    /**
     * @param environment names proxies
     * @param tls whom to trust; null for the authorities that the JDK trusts
     */
    Fetch(Limits.Fetch limits, NetPermission permission, Map<String, String> environment, @Nullable SslContext tls) {
        this.environment = environment;
        this.limits = limits;
        this.permission = permission;
        this.tls = tls;
    }

    /** From now on connections are made to where this allows. Those that are open stay. */
    public synchronized void permit(NetPermission other) {
        permission = other;
        HttpTransport made = transport;
        if (made != null) {
            made.permit(other);
        }
    }

    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        return new FetchCall(transport(), requests.get(call)).start();
    }

    HttpTransport transport() {
        HttpTransport made = transport;
        return made != null ? made : makeTransport();
    }

    private synchronized HttpTransport makeTransport() {
        if (closed) {
            throw FetchErrors.aborted();
        }
        HttpTransport made = transport;
        if (made == null) {
            try {
                made = new HttpTransport(limits, permission, Proxies.of(environment), tls);
            } catch (IllegalArgumentException e) {
                throw FetchErrors.failed("EPROXY", String.valueOf(e.getMessage()), e);
            }
            transport = made;
        }
        return made;
    }

    /**
     * The operation that reads the rest of a body. Arguments: the number of the resource that the head came with, and whether nobody else is going to read it. Settles with the
     * bytes.
     */
    public Operation body() {
        return call -> {
            int number = (int) call.number(0, "fetch: the body");
            FetchBody body = call.scope().resource(number, FetchBody.class);
            if (Boolean.TRUE.equals(call.arguments().get(1))) {
                call.scope().forget(number);
            }
            return body.read();
        };
    }

    /** The operation that reads the next bytes of a body. Argument: the number of its resource. Settles with bytes, or with nothing at its end. */
    public Operation read() {
        return call -> call.scope()
                .resource((int) call.number(0, "fetch: the body"), FetchBody.class)
                .next();
    }

    /** The operation that gives a body up. Argument: the number of its resource. */
    public Operation cancel() {
        return call -> {
            int number = (int) call.number(0, "fetch: the body");
            FetchBody body = call.scope().resource(number, FetchBody.class);
            call.scope().forget(number);
            body.close();
            return CompletableFuture.completedFuture(null);
        };
    }

    /** Closes all connections. What is under way fails. */
    @Override
    public synchronized void close() {
        closed = true;
        HttpTransport made = transport;
        if (made != null) {
            made.close();
        }
    }
}
