package dev.titan.host.fetch;

import dev.titan.host.HostText;
import dev.titan.host.OperationException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, from the call to the last byte of the body, across redirects. Confined to the transport's thread but for {@link #start}. Its outcome is the head of the answer, and
 * with it the body, if that has come along and is short, else a {@link FetchBody} that is read later.
 */
final class FetchCall {
    private static final int MOST_REDIRECTS = 20;

    /** A body up to this size, in bytes as they were sent, goes to JavaScript together with the head. */
    private static final int SHORT = 16 << 10;

    private final HttpTransport transport;
    private final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
    private FetchRequest request;
    private Deadlines.@Nullable Entry deadline;
    private @Nullable Channel connecting;
    private @Nullable HttpConnection connection;
    private @Nullable ResponseHead head;
    private @Nullable FetchBody body;
    private int redirects;
    private boolean headGiven;
    private boolean inPieces;
    private boolean over;

    FetchCall(HttpTransport transport, FetchRequest request) {
        this.transport = transport;
        this.request = request;
    }

    /** Any thread, once. @return cancelling it ends the exchange */
    CompletableFuture<@Nullable Object> start() {
        outcome.whenComplete((value, error) -> {
            if (outcome.isCancelled()) {
                abandon();
            }
        });
        transport.loop().execute(() -> {
            if (!outcome.isDone()) {
                deadline = transport.deadlines().add(this);
                transport.send(this);
            }
        });
        return outcome;
    }

    /** What is sent, after the redirects so far. */
    FetchRequest request() {
        return request;
    }

    /** Whether nothing more is to be done for it. */
    boolean over() {
        return over;
    }

    HttpTransport transport() {
        return transport;
    }

    /** Any thread: nobody wants the answer any more, or its rest. */
    void abandon() {
        transport.loop().execute(() -> fail(FetchErrors.aborted()));
    }

    /** Its time is over. */
    void expire(int milliseconds) {
        fail(
                inPieces
                        ? FetchErrors.stillTimeout(request.url(), milliseconds)
                        : FetchErrors.totalTimeout(request.url(), milliseconds));
    }

    /** Some of the body of its request has gone: time counts from then. */
    void moved() {
        if (deadline != null) {
            restart();
        }
    }

    /** From now on its body is read piece by piece: time counts from one to the next. */
    void inPieces() {
        inPieces = true;
        restart();
    }

    /** Leaves what comes to the sender's window while the reader of the pieces is not ready, which takes as long as it may; or reads on. */
    void hold(boolean back) {
        read(!back);
        if (back) {
            stopClock();
        } else {
            restart();
        }
    }

    private void restart() {
        stopClock();
        if (!over) {
            deadline = transport.deadlines().add(this);
        }
    }

    private void stopClock() {
        if (deadline != null) {
            transport.deadlines().remove(deadline);
            deadline = null;
        }
    }

    /** What to close when the call is given up before it has a connection. */
    void onAbandon(@Nullable Channel channel) {
        connecting = channel;
    }

    void sentOver(HttpConnection carrier) {
        connecting = null;
        connection = carrier;
    }

    /** Reads on, or not. */
    void read(boolean on) {
        if (connection != null) {
            connection.read(on);
        }
    }

    void head(HttpResponse response) {
        int status = response.status().code();
        String to = ResponseHead.isRedirect(status) ? response.headers().get("location") : null;
        if (to != null && request.redirect() != FetchRequest.Redirect.MANUAL) {
            if (request.redirect() == FetchRequest.Redirect.ERROR) {
                fail(FetchErrors.failed(
                        "REDIRECTED", request.url() + " redirects to " + to + ", and redirect is \"error\"", null));
            } else if (redirects == MOST_REDIRECTS) {
                fail(FetchErrors.failed(
                        "TOO_MANY_REDIRECTS", "more than " + MOST_REDIRECTS + " redirects, the last to " + to, null));
            } else {
                redirect(status, to);
            }
            return;
        }
        ResponseHead made = ResponseHead.of(response, request.method(), request.url(), redirects > 0);
        head = made;
        body = new FetchBody(this, made.codings(), made.length());
    }

    private void redirect(int status, String to) {
        redirects++;
        FetchRequest next;
        try {
            next = request.redirected(status, to);
        } catch (OperationException e) {
            fail(e);
            return;
        }
        HttpConnection carrier = connection;
        connection = null;
        if (carrier != null) {
            carrier.discard();
        }
        request = next;
        // Later, so that a body that has come along is read and the connection may serve again.
        transport.loop().execute(() -> {
            if (!over) {
                transport.send(this);
            }
        });
    }

    void content(ByteBuf bytes) {
        if (body != null) {
            if (inPieces && deadline != null) {
                restart();
            }
            body.append(bytes);
        }
    }

    /** Nothing more can be read for now. */
    void pause() {
        if (head != null && !headGiven) {
            giveHead();
        }
        if (body != null) {
            body.holdBack();
        }
    }

    void end() {
        connection = null;
        finish();
        if (body != null) {
            body.end();
        }
        if (head != null && !headGiven) {
            giveHead();
        }
    }

    private void giveHead() {
        ResponseHead made = head;
        FetchBody rest = body;
        if (made == null || rest == null) {
            return;
        }
        headGiven = true;
        if (rest.complete() && rest.size() <= SHORT) {
            byte[] bytes;
            try {
                bytes = rest.take();
            } catch (OperationException e) {
                outcome.completeExceptionally(e);
                return;
            }
            String text = ResponseHead.plainText(bytes);
            outcome.complete(new HostText(made.text(text == null ? "" : text), text == null ? bytes : null, null));
        } else if (!outcome.complete(new HostText(made.text(""), null, rest))) {
            rest.close();
        }
    }

    /** Ends it with this failure, unless it has ended. */
    void fail(OperationException why) {
        if (over) {
            return;
        }
        finish();
        if (connecting != null) {
            connecting.close();
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
        outcome.completeExceptionally(why);
        if (body != null) {
            body.fail(why);
        }
    }

    private void finish() {
        over = true;
        stopClock();
        if (request.upload() != null) {
            request.upload().cancel();
        }
    }
}
