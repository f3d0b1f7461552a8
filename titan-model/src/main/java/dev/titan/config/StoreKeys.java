package dev.titan.config;

import static dev.titan.config.ConfigKey.choice;
import static dev.titan.config.ConfigKey.integer;

import dev.titan.config.ConfigKey.Kind;
import java.util.List;

/** The keys of what workers and servers share: cache, Redis, tasks. */
final class StoreKeys {
    private static final int HOUR = 3_600_000;
    private static final int DAY = 24 * HOUR;
    private static final int MILLION = 1_000_000;
    private static final int YEAR_SECONDS = 366 * 86_400;
    private static final String MS = "milliseconds";

    private StoreKeys() {}

    static void add(List<ConfigKey> keys, TitanConfig defaults) {
        cache(keys, defaults.cache());
        redis(keys, defaults.redis());
        tasks(keys, defaults.tasks());
    }

    private static void cache(List<ConfigKey> keys, TitanConfig.Cache cache) {
        keys.add(integer(
                "cache.entries",
                cache.entries(),
                1,
                100L * MILLION,
                "values",
                "Values that t.cache keeps in the process; beyond it those go that were not asked for of late."));
        keys.add(
                integer(
                        "cache.bytes",
                        cache.bytes(),
                        1 << 10,
                        1L << 40,
                        "bytes",
                        "Keys and values that t.cache keeps in the process, all together; beyond it those go that were not asked for of late."));
        keys.add(integer(
                "cache.valueBytes",
                cache.valueBytes(),
                1,
                1L << 29,
                "characters",
                "Longest value of t.cache, as the JSON that it is kept as."));
        keys.add(integer(
                "cache.ttlSeconds",
                cache.ttlSeconds(),
                0,
                YEAR_SECONDS,
                "seconds",
                "For how long t.cache keeps a value that is set without a ttl. 0 is without end."));
    }

    private static void redis(List<ConfigKey> keys, TitanConfig.Redis redis) {
        keys.add(
                ConfigKey.of(
                        "redis.url",
                        Kind.STRING,
                        redis.url(),
                        "Redis or Valkey, which then keeps t.cache and carries t.events for all servers: redis://…, rediss://… over TLS. Not set, both stay in the process."));
        keys.add(ConfigKey.of(
                "redis.prefix",
                Kind.STRING,
                redis.prefix(),
                "How all keys and channels in Redis begin; servers with the same one share them."));
        keys.add(integer(
                "redis.connectMs", redis.connectMs(), 10, HOUR, MS, "Time to establish a connection to Redis."));
        keys.add(integer(
                "redis.commandMs", redis.commandMs(), 10, HOUR, MS, "Time until Redis has answered a command."));
    }

    private static void tasks(List<ConfigKey> keys, TitanConfig.Tasks tasks) {
        keys.add(
                choice(
                        "tasks.store",
                        tasks.store(),
                        "Where t.tasks keeps what is enqueued: in the app's database, where it survives the process, or in memory."));
        keys.add(integer(
                "tasks.concurrency",
                tasks.concurrency(),
                0,
                100_000,
                "tasks",
                "Tasks that run at once in this process; 0 is four for each worker."));
        keys.add(integer(
                "tasks.retries",
                tasks.retries(),
                0,
                1_000,
                "repetitions",
                "How often a task that says nothing itself is tried again when it fails."));
        keys.add(integer(
                "tasks.timeoutMs",
                tasks.timeoutMs(),
                1,
                7 * DAY,
                MS,
                "Time of one attempt of a task that says nothing itself."));
        keys.add(integer(
                "tasks.pollMs",
                tasks.pollMs(),
                10,
                HOUR,
                MS,
                "How often the database is asked for tasks that other servers have enqueued."));
        keys.add(
                integer(
                        "tasks.leaseMs",
                        tasks.leaseMs(),
                        1_000,
                        DAY,
                        MS,
                        "After how long without a sign of life of the server that runs it a task is given to another. Three signs are given in that time."));
        keys.add(integer(
                "tasks.keepSeconds",
                tasks.keepSeconds(),
                0,
                YEAR_SECONDS,
                "seconds",
                "For how long the status of a task that has ended is kept."));
    }
}
