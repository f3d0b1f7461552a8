package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.host.NoScope;
import dev.titan.host.OperationCall;
import dev.titan.host.redis.Redis;
import dev.titan.host.redis.RedisProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RateLimitsTest {
    private static int wait(RateLimits rates, String key, int limit, int windowMs) throws Exception {
        Object wait = rates.start(new OperationCall(List.of(key, limit, windowMs), null, NoScope.INSTANCE))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return ((Number) wait).intValue();
    }

    @Test
    void aBucketFillsAsTimePasses() {
        RateLimits rates = new RateLimits(null);
        assertEquals(0, rates.take("a", 2, 1_000, 0));
        assertEquals(0, rates.take("a", 2, 1_000, 0));
        assertEquals(500, rates.take("a", 2, 1_000, 0));
        assertEquals(0, rates.take("b", 2, 1_000, 0));
        assertEquals(100, rates.take("a", 2, 1_000, TimeUnit.MILLISECONDS.toNanos(400)));
        assertEquals(0, rates.take("a", 2, 1_000, TimeUnit.MILLISECONDS.toNanos(500)));
    }

    @Test
    void serversCountTogetherOverRedisAndEachForItselfWhileItIsAway() throws Exception {
        try (RedisProcess process = new RedisProcess();
                Redis one = Redis.of(new TitanConfig.Redis(process.url(), "rates:", 5_000, 20_000));
                Redis other = Redis.of(new TitanConfig.Redis(process.url(), "rates:", 5_000, 20_000))) {
            RateLimits first = new RateLimits(one);
            RateLimits second = new RateLimits(other);
            assertEquals(0, wait(first, "k", 2, 600_000));
            assertEquals(0, wait(second, "k", 2, 600_000));
            int left = wait(first, "k", 2, 600_000);
            assertTrue(left > 250_000 && left <= 300_000, left + " ms where a call comes back every 300,000");
            assertEquals(0, wait(second, "other", 2, 600_000));
            assertEquals(0, wait(first, "short", 1, 1));
            while (wait(second, "short", 1, 1) > 0) {
                Thread.onSpinWait();
            }
            process.stop();
            assertEquals(0, wait(first, "k", 2, 600_000));
        }
    }
}
