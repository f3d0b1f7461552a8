package dev.titan.host.password;

import dev.titan.host.HostThreads;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * {@code t.password}: hashes by Argon2id. Each takes its memory (19 MiB unless told) and a processor while it runs, so only so many run at once as there are processors, four at most; some more
 * wait, and what comes beyond that is refused. Safe for use by many threads.
 */
public final class Passwords implements AutoCloseable {
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_WAITING = 256;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ThreadPoolExecutor threads = HostThreads.pool(
            "titan-password",
            Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()),
            new ArrayBlockingQueue<>(MOST_WAITING));

    /** Arguments: password, memory in KiB, iterations, parallelism. Outcome: a PHC string. */
    public Operation hash() {
        return call -> {
            String password = call.text(0, "t.password.hash: the password");
            Argon2 wanted = parameters(call);
            return run(() -> wanted.withHash(wanted.calculate(password)).text());
        };
    }

    /**
     * Arguments: password, a PHC string or null, and parameters as of {@link #hash}. Outcome: whether the password is the one that was hashed. Without a hash it is not, which takes as long as with
     * one of these parameters.
     */
    public Operation verify() {
        return call -> {
            String password = call.text(0, "t.password.verify: the password");
            Object text = call.arguments().get(1);
            Argon2 stored = text instanceof String known ? Argon2.read(known) : null;
            if (text != null && stored == null) {
                throw OperationException.type(
                        "t.password.verify: the hash is not a PHC string of argon2 within the bounds of t.password, such as $argon2id$v=19$m=19456,t=2,p=1$…");
            }
            Argon2 compared = stored == null ? parametersAt(call, 2) : stored;
            return run(() -> MessageDigest.isEqual(compared.calculate(password), compared.hash()) && stored != null);
        };
    }

    private static Argon2 parameters(OperationCall call) {
        return parametersAt(call, 1);
    }

    private static Argon2 parametersAt(OperationCall call, int first) {
        int memory = (int) call.number(first, "t.password: memoryKiB");
        int iterations = (int) call.number(first + 1, "t.password: iterations");
        int parallelism = (int) call.number(first + 2, "t.password: parallelism");
        if (!Argon2.isAllowed(memory, iterations, parallelism)) {
            throw new OperationException(
                    "RangeError",
                    "",
                    "t.password: expected memoryKiB up to " + Argon2.MOST_MEMORY_KIB
                            + " and at least 8 for each of parallelism, iterations from 1 to " + Argon2.MOST_ITERATIONS
                            + ", parallelism from 1 to " + Argon2.MOST_PARALLELISM + "; not memoryKiB " + memory
                            + ", iterations " + iterations + ", parallelism " + parallelism,
                    null);
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Argon2("argon2id", memory, iterations, parallelism, salt, new byte[HASH_BYTES]);
    }

    private interface Work {
        Object run();
    }

    private CompletionStage<@Nullable Object> run(Work work) {
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                if (outcome.isDone()) {
                    return;
                }
                try {
                    outcome.complete(work.run());
                } catch (OutOfMemoryError e) {
                    outcome.completeExceptionally(busy("there is not enough memory for another hash now"));
                } catch (RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw busy(MOST_WAITING + " wait for their hash already");
        }
        return outcome;
    }

    private static OperationException busy(String why) {
        return new OperationException(
                "OverloadError", "TITAN_PASSWORD_BUSY", "t.password: " + why + "; try again later", null);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
