package dev.titan.host.events;

import dev.titan.host.AppHandlers;
import dev.titan.host.HandlerCall;
import dev.titan.host.HandlerOutcome;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.redis.Redis;
import dev.titan.model.PlainJson;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the app's handlers; {@code src/main/ts/t-events} has the other side. Each handler is called once in the process, on a worker that is free, unless it wants to be in every worker. Nothing is kept: what cannot
 * be handled now is dropped and logged. Safe for use by many threads.
 */
public final class Events implements Operation {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan");
    private static final String KIND = "event";
    private static final int TIMEOUT_MS = 30_000;
    private static final String CHANNEL = "events";
    private static final String CLAIM = "event:";
    private static final int CLAIM_MS = 60_000;

    /** Beyond so many calls that have not ended, further ones are dropped. */
    private static final int MOST_UNDER_WAY = 10_000;

    private final AppHandlers app;
    private final AtomicBoolean listening = new AtomicBoolean();
    private final Map<String, Listening> handlers = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final @Nullable Redis redis;
    private volatile @Nullable EventTap tap;

    /** Tells this process's own messages from those of others. */
    private final String self = UUID.randomUUID().toString();

    private record Listening(EventPattern pattern, boolean everyWorker, String group) {}

    /** @param redis carries events to other servers, null for to none */
    public Events(AppHandlers app, @Nullable Redis redis) {
        this.app = app;
        this.redis = redis;
        app.listen(KIND, new AppHandlers.Listener() {
            @Override
            public void defined(String name, String options) {
                handlers.put(name, read(options));
                listen();
            }

            @Override
            public void gone(String name) {
                handlers.remove(name);
            }
        });
    }

    /** Tells of all events, of whatever server, beside the app's handlers; in the place of who was told before. */
    public void tap(EventTap listener) {
        tap = listener;
        listen();
    }

    private void listen() {
        if (redis != null && listening.compareAndSet(false, true)) {
            redis.listen(CHANNEL, this::received);
        }
    }

    private static Listening read(String options) {
        Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(PlainJson.parse(options));
        String pattern = (String) Objects.requireNonNull(members.get("pattern"));
        String group = (String) Objects.requireNonNull(members.get("group"));
        return new Listening(EventPattern.parse(pattern), Boolean.TRUE.equals(members.get("everyWorker")), group);
    }

    /** Arguments: name, data. */
    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        String name = call.text(0, "t.events.emit: the name");
        String data = call.text(1, "t.events.emit: the data");
        String id = UUID.randomUUID().toString();
        long at = System.currentTimeMillis();
        deliver(name, id, at, data);
        if (redis == null) {
            return CompletableFuture.completedFuture(null);
        }
        return redis.publish(CHANNEL, String.join(" ", self, name, id, String.valueOf(at)) + '\n' + data);
    }

    /** A message of some server's: origin, name, id and time in a line, then the data. */
    private void received(String message) {
        int line = message.indexOf('\n');
        String[] head = message.substring(0, Math.max(line, 0)).split(" ");
        if (head.length == 4 && !head[0].equals(self)) {
            deliver(head[1], head[2], Long.parseLong(head[3]), message.substring(line + 1));
        }
    }

    /** Calls the handlers in this process. */
    private void deliver(String name, String id, long at, String data) {
        EventTap told = tap;
        if (told != null) {
            told.happened(name, data);
        }
        handlers.forEach((handler, listening) -> {
            if (listening.pattern.matches(name)) {
                HandlerCall call =
                        new HandlerCall(KIND, handler, name + ' ' + id + ' ' + at + '\n' + data, id, TIMEOUT_MS);
                if (listening.everyWorker) {
                    app.callEverywhere(call);
                } else if (redis == null || listening.group.isEmpty()) {
                    call(name, call);
                } else {
                    // Where Redis cannot tell, nobody else has heard of the event either, or everybody may handle it.
                    redis.setIfAbsent(CLAIM + listening.group + ':' + id, self, CLAIM_MS)
                            .whenComplete((won, error) -> {
                                if (error != null || won) {
                                    call(name, call);
                                }
                            });
                }
            }
        });
    }

    private void call(String event, HandlerCall call) {
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            LOGGER.warn("the event {} is dropped: {} calls of handlers are under way", event, MOST_UNDER_WAY);
            return;
        }
        app.call(call).whenComplete((outcome, error) -> {
            underWay.decrementAndGet();
            if (outcome != null && outcome.end() == HandlerOutcome.End.NOT_BEGUN) {
                LOGGER.warn("the event {} is dropped for {}: {}", event, call.name(), outcome.text());
            }
        });
    }
}
