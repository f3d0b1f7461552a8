package dev.titan.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code t.sleep(ms)}: nothing for some milliseconds. */
public final class Sleep implements Operation {
    private final ScheduledExecutorService scheduler;

    public Sleep(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        double milliseconds = call.number(0, "t.sleep: the time in milliseconds");
        if (!(milliseconds >= 0 && milliseconds <= Integer.MAX_VALUE)) {
            throw new OperationException(
                    "RangeError",
                    "",
                    "t.sleep: the time must be from 0 to 2147483647 ms, not "
                            + (milliseconds == (long) milliseconds ? "" + (long) milliseconds : "" + milliseconds),
                    null);
        }
        CompletableFuture<@Nullable Object> over = new CompletableFuture<>();
        Future<?> timer =
                scheduler.schedule(() -> over.complete(null), (long) (milliseconds * 1000), TimeUnit.MICROSECONDS);
        over.whenComplete((value, error) -> timer.cancel(false));
        return over;
    }
}
