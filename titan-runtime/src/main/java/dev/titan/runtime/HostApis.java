package dev.titan.runtime;

import dev.titan.config.TitanConfig;
import dev.titan.host.HostThreads;
import dev.titan.host.Once;
import dev.titan.host.Operation;
import dev.titan.host.PipeRoom;
import dev.titan.host.Sleep;
import dev.titan.host.cache.AppCache;
import dev.titan.host.compression.Compression;
import dev.titan.host.crypto.Crypto;
import dev.titan.host.db.Database;
import dev.titan.host.events.Events;
import dev.titan.host.extension.Extensions;
import dev.titan.host.fetch.Fetch;
import dev.titan.host.fetch.WebSockets;
import dev.titan.host.files.FileOperations;
import dev.titan.host.password.Passwords;
import dev.titan.host.redis.Redis;
import dev.titan.host.session.MemorySessions;
import dev.titan.host.session.RedisSessions;
import dev.titan.host.tasks.Tasks;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** What the process does for JavaScript: the operations by name, what stands behind them, and the threads that they need. Safe for use by many threads. */
final class HostApis implements AutoCloseable {
    private final Map<String, Operation> operations = new HashMap<>();
    private final ScheduledThreadPoolExecutor scheduler;
    private final ExecutorService files = Executors.newCachedThreadPool(HostThreads.daemons("titan-files"));
    private final ExecutorService calculations =
            HostThreads.pool("titan-crypto", Runtime.getRuntime().availableProcessors());
    private final FileOperations appFiles;
    private final Passwords passwords = new Passwords();
    private final Fetch fetch;
    private final Database database;
    private final @Nullable Redis redis;
    private final RateLimits rates;
    private final AppCache cache;
    private final Events events;
    private final Tasks tasks;
    private final Extensions extensions;

    /**
     * @param handlers functions of the app that events and tasks call
     * @param sockets of actions
     */
    HostApis(RuntimeConfig config, Handlers handlers, Sockets sockets) {
        scheduler = new ScheduledThreadPoolExecutor(1, HostThreads.daemons("titan-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        operations.put("sleep", new Sleep(scheduler));
        operations.put("once", new Once());
        operations.put("pipe.room", new PipeRoom());
        operations.put("body.part", new ReadPart(files));
        operations.put("ws.ready", sockets.ready());
        operations.put("session.memory", new MemorySessions());

        fetch = new Fetch(config.limits().fetch(), config.net());
        operations.put("fetch", fetch);
        operations.put("fetch.body", fetch.body());
        operations.put("fetch.read", fetch.read());
        operations.put("fetch.cancel", fetch.cancel());
        WebSockets clients = new WebSockets(fetch);
        operations.put("socket.open", clients.open());
        operations.put("socket.next", clients.next());
        operations.put("socket.send", clients.send());
        operations.put("socket.close", clients.close());

        database = new Database(config.database(), scheduler);
        operations.putAll(database.operations());
        redis = Redis.of(config.stores().redis());
        rates = new RateLimits(redis);
        operations.put("rate", rates);
        cache = new AppCache(config.stores().cache(), redis);
        operations.put("cache", cache);
        events = new Events(handlers, redis);
        operations.put("events.emit", events);
        operations.put("session.redis", new RedisSessions(redis));
        TitanConfig.Tasks ofTasks = config.stores().tasks();
        tasks = new Tasks(ofTasks, config.workers(), handlers, () -> database.tasks(ofTasks), scheduler);
        operations.put("tasks", tasks);

        appFiles = new FileOperations(config.files());
        operations.putAll(appFiles.operations());
        operations.put("crypto", new Crypto(calculations));
        operations.put("password.hash", passwords.hash());
        operations.put("password.verify", passwords.verify());
        Compression compression = new Compression(calculations);
        operations.put("compression.open", compression.open());
        operations.put("compression.write", compression.write());
        extensions = config.extensions();
        operations.put("extension", extensions.operation());
    }

    /** What JavaScript can start. */
    Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }

    /** Keeps the time of whatever waits. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    Fetch fetch() {
        return fetch;
    }

    /** How often callers have called services. */
    RateLimits rates() {
        return rates;
    }

    Events events() {
        return events;
    }

    Tasks tasks() {
        return tasks;
    }

    /** Ends the threads and closes all connections. What is under way fails. */
    @Override
    public void close() {
        tasks.close();
        scheduler.shutdownNow();
        files.shutdownNow();
        calculations.shutdownNow();
        passwords.close();
        appFiles.close();
        extensions.close();
        fetch.close();
        cache.close();
        if (redis != null) {
            redis.close();
        }
        database.close();
    }
}
