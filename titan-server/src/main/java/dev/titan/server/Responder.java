package dev.titan.server;

import dev.titan.host.BytePipe;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Fault;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.ThrownError;
import dev.titan.server.content.Compression;
import dev.titan.server.content.StaticFiles;
import dev.titan.server.endpoint.Answers;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and problems to exchanges. Safe for use by all I/O threads; each exchange is answered on its own, exactly once. */
final class Responder implements Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final byte[] NOTHING = {};

    /** The status of the runtime's for an invocation that nobody waits for. */
    private static final int GIVEN_UP = 499;

    private final boolean development;
    private final ErrorPages pages;
    private final boolean compress;
    private final StaticFiles files;
    private volatile boolean draining;

    /**
     * @param development whether clients are shown what an action threw
     * @param pages shows people what went wrong; not asked unless in development
     * @param compress whether answers are compressed for clients that take it
     * @param readable folders and files that actions may name
     */
    Responder(boolean development, ErrorPages pages, boolean compress, PublicFiles files, List<String> readable) {
        this.development = development;
        this.pages = pages;
        this.compress = compress;
        if (files instanceof PublicFiles.Jar jar) {
            this.files = StaticFiles.ofJar(jar.jar(), jar.data(), compress, this::fileProblem)
                    .readable(jar.data(), readable);
        } else {
            PublicFiles.Folder folder = (PublicFiles.Folder) files;
            this.files = StaticFiles.ofFolder(folder.folder(), folder.data(), compress, this::fileProblem)
                    .readable(folder.data(), readable);
        }
    }

    /** From now on each answer is the last of its connection. */
    void drain() {
        draining = true;
    }

    /**
     * Answers a request, on its I/O thread.
     *
     * @param requestId goes into the answer
     */
    @Override
    public void answer(HttpServerExchange exchange, String requestId, Answer answer) {
        if (answer instanceof Answer.Response response) {
            respond(exchange, requestId, response);
        } else if (answer instanceof Answer.Failure failure) {
            fail(exchange, requestId, failure);
        }
    }

    private void respond(HttpServerExchange exchange, String requestId, Answer.Response response) {
        if (response.status() < 200) {
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .log("The action answered with the interim status {}", response.status());
            problem(exchange, requestId, Problem.of(ErrorCode.ACTION_FAILED));
            return;
        }
        exchange.setStatusCode(response.status());
        putHeaders(exchange, response.headers(), response.body() instanceof Answer.Empty);
        if (response.body() instanceof Answer.Text text) {
            send(exchange, requestId, text.text().getBytes(StandardCharsets.UTF_8));
        } else if (response.body() instanceof Answer.Bytes bytes) {
            send(exchange, requestId, bytes.bytes());
        } else if (response.body() instanceof Answer.FileBody file) {
            sendFile(exchange, requestId, file.path());
        } else if (response.body() instanceof Answer.Stream stream) {
            sendStream(exchange, requestId, stream.pipe());
        } else {
            send(exchange, requestId, NOTHING);
        }
    }

    private void sendFile(HttpServerExchange exchange, String requestId, String path) {
        prepare(exchange, requestId);
        if (!files.sendNamed(exchange, path)) {
            LOG.atWarn()
                    .addKeyValue("requestId", requestId)
                    .log(
                            "The action answered with the file {}, which is not there or not among permissions.read",
                            path);
            exchange.getResponseHeaders().clear();
            problem(exchange, requestId, Problem.of(ErrorCode.NOT_FOUND));
        }
    }

    private void sendStream(HttpServerExchange exchange, String requestId, BytePipe pipe) {
        prepare(exchange, requestId);
        if (!exchange.isRequestComplete() && isHttp1(exchange) && !UnreadBody.skip(exchange)) {
            // The rest of the request would have to be read away beside the stream: its connection ends with it.
            exchange.setPersistent(false);
            exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        }
        if (exchange.getRequestMethod().equals(Methods.HEAD) || !Connectors.isEntityBodyAllowed(exchange)) {
            pipe.cancel();
            // Asked for, or else Undertow announces a body of no length.
            exchange.getResponseChannel();
            exchange.endExchange();
        } else {
            new StreamSender(exchange, pipe).start();
        }
    }

    /** Whether a path names a public file. */
    boolean hasFile(String path) {
        return files.has(path);
    }

    /** Answers with the public file that a path names, or with a problem. */
    void file(HttpServerExchange exchange, String requestId, String path) {
        prepare(exchange, requestId);
        if (!files.serve(exchange, path)) {
            problem(exchange, requestId, Problem.of(ErrorCode.NOT_FOUND));
        }
    }

    private void fileProblem(HttpServerExchange exchange, int status) {
        problem(
                exchange,
                String.valueOf(exchange.getResponseHeaders().getFirst(REQUEST_ID)),
                new Problem(status, "TITAN_E" + status, Problem.title(status), "", Map.of(), List.of()));
    }

    /** Answers with a problem that no action had part in. */
    void problem(HttpServerExchange exchange, String requestId, Problem problem) {
        exchange.setStatusCode(problem.status());
        putHeaders(exchange, problem.headers(), false);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Problem.MEDIA_TYPE);
        send(exchange, requestId, problem.json(requestId).getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with what stands in the way of answering: the author is shown all of it, for only an app in development is served with faults. */
    void fault(HttpServerExchange exchange, String requestId, Fault fault, @Nullable ActionTarget target) {
        Problem problem = FaultText.problem(fault);
        Answer.Response page = pages.page(
                exchange,
                new FailedRequest(
                        requestId,
                        problem.status(),
                        problem.code(),
                        problem.title(),
                        problem.detail(),
                        fault.error(),
                        fault.diagnostics(),
                        target));
        if (page != null) {
            respond(exchange, requestId, page);
        } else {
            problem(exchange, requestId, problem);
        }
    }

    private static @Nullable ActionTarget target(HttpServerExchange exchange) {
        Invocation invocation = RequestWatch.invocation(exchange);
        return invocation == null ? null : invocation.target();
    }

    private void fail(HttpServerExchange exchange, String requestId, Answer.Failure failure) {
        if (draining && failure.status() == GIVEN_UP) {
            // It was cancelled by the stop: its client may well be there.
            problem(exchange, requestId, Problem.of(ErrorCode.DRAINING));
            return;
        }
        ThrownError error = failure.error();
        Map<String, @Nullable Object> members = new LinkedHashMap<>(failure.extra());
        ErrorCode known = ErrorCode.of(failure.code());
        // What the app itself has done. That the server is busy is no line for each request: a flood would be one of
        // lines, too.
        boolean ended = known == ErrorCode.CPU_LIMIT || known == ErrorCode.HEAP_LIMIT;
        if (ended || (error != null && failure.status() >= 500)) {
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .addKeyValue("code", failure.code())
                    .log(
                            "{} {} failed: {}",
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            error == null
                                    ? failure.detail()
                                    : development ? ErrorText.detailed(error) : ErrorText.of(error));
        }
        if (error != null && development) {
            members.putAll(ErrorText.members(error));
        }
        String title = known == null ? Problem.title(failure.status()) : known.title();
        Answer.Response page = development && failure.status() >= 500
                ? pages.page(
                        exchange,
                        new FailedRequest(
                                requestId,
                                failure.status(),
                                failure.code(),
                                title,
                                failure.detail(),
                                error,
                                List.of(),
                                target(exchange)))
                : null;
        if (page != null) {
            putHeaders(exchange, failure.headers(), false);
            respond(exchange, requestId, page);
            return;
        }
        problem(
                exchange,
                requestId,
                new Problem(failure.status(), failure.code(), title, failure.detail(), members, failure.headers()));
    }

    /**
     * Puts an action's header fields into the response, but for those that the server owns.
     *
     * @param keepLength whether a Content-Length stays: an answer to HEAD may announce the body that GET would have
     */
    private static void putHeaders(HttpServerExchange exchange, List<String> headers, boolean keepLength) {
        HeaderMap fields = exchange.getResponseHeaders();
        int size = headers.size();
        for (int i = 0; i < size; i += 2) {
            HeaderName name = HeaderName.of(headers.get(i));
            if (!name.owned()) {
                fields.add(name.name(), headers.get(i + 1));
            } else if (keepLength
                    && name.name().equals(Headers.CONTENT_LENGTH)
                    && exchange.getRequestMethod().equals(Methods.HEAD)) {
                fields.put(Headers.CONTENT_LENGTH, headers.get(i + 1));
            }
        }
    }

    /** Puts in the fields that every answer has. */
    private void prepare(HttpServerExchange exchange, String requestId) {
        exchange.getResponseHeaders().put(REQUEST_ID, requestId);
        if (draining && isHttp1(exchange)) {
            exchange.setPersistent(false);
            // Undertow adds the field by itself only where there is a body.
            exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        }
    }

    private static boolean isHttp1(HttpServerExchange exchange) {
        return !exchange.getProtocol().equals(Protocols.HTTP_2_0);
    }

    /** Sends the head, whose status and fields are set, and the body. */
    private void send(HttpServerExchange exchange, String requestId, byte[] body) {
        prepare(exchange, requestId);
        if (!compress || body.length < Compression.THRESHOLD) {
            transmit(exchange, body);
        } else if (body.length > Compression.COSTLY && Compression.applies(exchange, body.length)) {
            exchange.dispatch(exchange.getConnection().getWorker(), () -> {
                byte[] encoded = Compression.encode(exchange, body);
                exchange.getIoThread().execute(() -> transmit(exchange, encoded));
            });
        } else {
            transmit(exchange, Compression.encode(exchange, body));
        }
    }

    private static void transmit(HttpServerExchange exchange, byte[] body) {
        HeaderMap fields = exchange.getResponseHeaders();
        if (!exchange.isRequestComplete() && isHttp1(exchange) && !UnreadBody.skip(exchange)) {
            fields.put(Headers.CONNECTION, "close");
            new LingeringClose(exchange, body).start();
        } else if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            if (Connectors.isEntityBodyAllowed(exchange) && !fields.contains(Headers.CONTENT_LENGTH)) {
                exchange.setResponseContentLength(body.length);
            }
            exchange.endExchange();
        } else if (body.length == 0 || !Connectors.isEntityBodyAllowed(exchange)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }
}
