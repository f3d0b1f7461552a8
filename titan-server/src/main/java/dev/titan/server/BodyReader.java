package dev.titan.server;

import dev.titan.config.Limits;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.RequestBody;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the body of a request as it arrives, without blocking, and hands it to the invocation, or refuses it. Confined to the I/O thread of the exchange,
 * but for the writing of files. A body that has come along with the head is read in one go.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel>, IoCallback {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);

    private final HttpServerExchange exchange;
    private final HttpInvocation invocation;
    private final BodySink sink;
    private final StreamSourceChannel channel;
    private final long maxBytes;
    private final int maxMillis;
    private long received;
    private XnioExecutor.@Nullable Key timer;
    private boolean ended;

    private BodyReader(HttpServerExchange exchange, HttpInvocation invocation, BodySink sink, Limits limits) {
        this.exchange = exchange;
        this.invocation = invocation;
        this.sink = sink;
        this.channel = exchange.getRequestChannel();
        this.maxBytes = limits.bodyBytes();
        this.maxMillis = limits.bodyMs();
    }

    /**
     * Begins to read. The invocation is started or refused in this call or later.
     *
     * @param fileThreshold bytes of an uploaded file that are kept in memory
     */
    static void read(HttpServerExchange exchange, HttpInvocation invocation, Limits limits, long fileThreshold) {
        BodySink sink;
        try {
            sink = sink(exchange, limits, fileThreshold);
        } catch (Refusal e) {
            invocation.refuse(e.problem());
            return;
        }
        BodyReader reader = new BodyReader(exchange, invocation, sink, limits);
        if (HttpContinue.requiresContinueResponse(exchange)) {
            // Outside the call of the handler, at whose end Undertow would end an exchange that is neither dispatched
            // nor resumed.
            exchange.dispatch(exchange.getIoThread(), () -> HttpContinue.sendContinueResponse(exchange, reader));
        } else {
            reader.read();
        }
    }

    private static BodySink sink(HttpServerExchange exchange, Limits limits, long fileThreshold) throws Refusal {
        HeaderMap headers = exchange.getRequestHeaders();
        String coding = headers.getFirst(Headers.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new Refusal(
                    Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "A request body must not have a Content-Encoding")
                            .header("Accept-Encoding", "identity"));
        }
        long length = exchange.getRequestContentLength();
        if (length > limits.bodyBytes()) {
            throw tooLarge(limits.bodyBytes());
        }
        MediaType type = MediaType.parse(headers.getFirst(Headers.CONTENT_TYPE));
        if (!type.essence().equals("multipart/form-data")) {
            return new BytesSink(type, length, limits.params());
        }
        String boundary = type.boundary();
        if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
            throw new Refusal(
                    Problem.of(ErrorCode.BAD_BODY, "multipart/form-data needs a boundary of 1 to 70 characters"));
        }
        return new MultipartSink(
                exchange.getConnection().getByteBufferPool(), boundary, fileThreshold, limits.params());
    }

    private static Refusal tooLarge(long maxBytes) {
        return new Refusal(Problem.of(
                ErrorCode.BODY_TOO_LARGE, "The body is larger than the " + maxBytes + " bytes of limits.bodyBytes"));
    }

    @Override
    public void onComplete(HttpServerExchange continued, Sender sender) {
        read();
    }

    @Override
    public void onException(HttpServerExchange continued, Sender sender, IOException e) {
        abandon();
    }

    @Override
    public void handleEvent(StreamSourceChannel readable) {
        read();
    }

    private void read() {
        if (ended) {
            return;
        }
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            while (!exchange.isRequestComplete()) {
                buffer.clear();
                int count = channel.read(buffer);
                if (count == 0) {
                    await();
                    return;
                }
                if (count > 0) {
                    received += count;
                    if (received > maxBytes) {
                        throw tooLarge(maxBytes);
                    }
                    buffer.flip();
                    sink.accept(buffer);
                }
                if (count < 0) {
                    break;
                }
                if (sink.mustSpill()) {
                    channel.suspendReads();
                    exchange.dispatch(exchange.getConnection().getWorker(), this::spill);
                    return;
                }
            }
            RequestBody body = sink.finish();
            end();
            invocation.start(body, sink.raw());
        } catch (Refusal e) {
            refuse(e.problem());
        } catch (IOException e) {
            LOG.debug("The body could not be read", e);
            if (exchange.getConnection().isOpen()) {
                refuse(Problem.of(ErrorCode.BAD_REQUEST, "The body is not framed as HTTP demands"));
            } else {
                abandon();
            }
        }
    }

    private void await() {
        if (timer == null) {
            timer = exchange.getIoThread().executeAfter(this::timeOut, maxMillis, TimeUnit.MILLISECONDS);
        }
        channel.getReadSetter().set(this);
        channel.resumeReads();
    }

    private void timeOut() {
        timer = null;
        if (!ended) {
            channel.suspendReads();
            refuse(Problem.of(
                    ErrorCode.REQUEST_TIMEOUT, "The body took longer than the " + maxMillis + " ms of limits.bodyMs"));
        }
    }

    /** Runs on a thread of the worker pool; no other thread uses the sink meanwhile. */
    private void spill() {
        try {
            sink.spill();
            exchange.getIoThread().execute(this::read);
        } catch (IOException e) {
            LOG.error("An uploaded file could not be written", e);
            exchange.getIoThread().execute(() -> refuse(Problem.of(ErrorCode.ACTION_FAILED)));
        }
    }

    private void refuse(Problem problem) {
        if (!ended) {
            end();
            discard();
            invocation.refuse(problem);
        }
    }

    private void abandon() {
        if (!ended) {
            end();
            discard();
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
        }
    }

    private void discard() {
        if (sink instanceof MultipartSink) {
            exchange.getConnection().getWorker().execute(sink::discard);
        }
    }

    private void end() {
        ended = true;
        if (timer != null) {
            timer.remove();
            timer = null;
        }
    }
}
