package dev.titan.client;

import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Carries calls to one server. Any thread may use it. */
interface Transport extends AutoCloseable {
    /** Sends a call and settles it, at some time, on a thread of its own. */
    void send(PendingCall<?> call);

    /** Sends calls together, where the transport has something to gain by it. */
    void sendAll(List<PendingCall<?>> calls);

    /** What a method yields, undecided in type; each subscription makes the call anew. */
    Flow.Publisher<@Nullable Object> stream(Call call);

    /** Fails what is under way, and every call after. */
    @Override
    void close();
}
