package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.client.AuthException;
import dev.titan.client.Batch;
import dev.titan.client.CallTimeoutException;
import dev.titan.client.InternalException;
import dev.titan.client.MapValue;
import dev.titan.client.Name;
import dev.titan.client.PermissionException;
import dev.titan.client.Property;
import dev.titan.client.RegExp;
import dev.titan.client.RemoteError;
import dev.titan.client.ServiceNotFoundException;
import dev.titan.client.TitanClient;
import dev.titan.client.TitanException;
import dev.titan.client.Undefined;
import dev.titan.client.ValidationException;
import dev.titan.runtime.RuntimeListener;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of services and the real server: titan-client, and {@code remote} in an action. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {
    private static final String USERS = """
            import { Auth, currentCall, NetronError, Public, registerError, Service, Validate } from 'titan';
            export class OutOfStock extends NetronError {
              constructor(public sku: string) { super('out of stock', { code: 409, details: { sku } }); }
            }
            registerError(OutOfStock);
            @Service('users@1.2.0')
            export class Users {
              ended = 0;
              @Public() greeting = 'hello';
              @Public({ readonly: true }) fixed = 7;
              @Auth() @Public() me() { return currentCall()!.claims!.sub; }
              @Public() token(seconds: number) { return t.jwt.sign({ sub: 'ann' }, 'SECRET', { expiresIn: seconds }); }
              @Public() findById(id: string) { return id === 'nobody' ? null : { id, name: 'Ann', born: new Date(0) }; }
              @Public() echo(value: unknown) { return value; }
              @Public() kind(value: unknown) { return Object.prototype.toString.call(value); }
              @Public() slept(ms: number) { drift(t.sleep(ms)); return 'slept'; }
              @Public() nothing() {}
              @Public() double(@Validate(t.valid.number()) n: number) { return n * 2; }
              @Public() fail() { throw new Error('CANARY'); }
              @Public() typed() { throw new OutOfStock('s1'); }
              @Public() async *tick(n: number) { try { for (let i = 1; i <= n; i++) yield i; } finally { this.ended++; } }
              @Public() async *breaks() { yield 1; throw new OutOfStock('mid'); }
              @Public() endings() { return this.ended; }
            }
            """.replace("SECRET", NetronApp.SECRET);

    private static final String RELAY = """
            import { remote, TimeoutError } from 'titan';
            import { OutOfStock, type Users } from '../services/users';
            const caught = (f: () => unknown) => { try { return f(); } catch (e) { return e; } };
            export default defineAction(async (req) => {
              const users = remote<Users>('users@^1.0.0', req.query.to!);
              const found = drift(users.findById('u1')) as any;
              const awaited = (await users.findById('u2')) as any;
              const both = drift([users.double(1), users.double(2)]);
              const typed = caught(() => drift(users.typed())) as OutOfStock;
              const late = caught(() => drift(remote<Users>('users', req.query.to!, { timeout: 30 }).slept(1000)));
              const greeting = drift(users.greeting);
              await users.greeting.set(await users.greeting);
              const refused = await Promise.resolve((users as any).fixed.set(1)).catch((e: any) => e.code);
              let sum = greeting === 'hello' && refused === 403 ? 0 : NaN;
              if (req.query.to!.startsWith('ws')) for await (const n of users.tick(200)) sum += n;
              return [found.born instanceof Date, found.id, awaited.id, both, typed instanceof OutOfStock, typed.sku, late instanceof TimeoutError, sum];
            });
            """;

    record User(String id, String name, Instant born) {}

    interface Users {
        User findById(String id);

        @Name("findById")
        CompletionStage<User> findLater(String id);

        Object echo(Object value);

        String kind(Object value);

        String slept(int ms);

        void nothing();

        int twice(int n);

        @Name("double")
        int doubled(Object n);

        String fail();

        String typed();

        Flow.Publisher<Integer> tick(int n);

        Flow.Publisher<Integer> breaks();

        int endings();

        String me();

        String token(int seconds);

        @Property
        String greeting();

        @Property("greeting")
        void greet(String value);

        @Property
        int fixed();

        @Property("fixed")
        CompletionStage<Void> unfix(int value);

        @Property
        int ended();
    }

    static final class OutOfStockException extends TitanException {
        OutOfStockException(RemoteError error) {
            super(error);
        }
    }

    @TempDir
    static Path folder;

    private AppServer server;

    @BeforeAll
    void starts() throws Exception {
        server = new AppServer(
                folder,
                Map.of(
                        "app/services/users.ts", USERS,
                        "app/actions/relay.ts", RELAY,
                        "titan.config.json",
                                "{\"workers\": 1, \"limits\": {\"queue\": 4096}, \"permissions\": {\"net\": [\"127.0.0.1\"]}, \"netron\": {\"jwt\": {\"secret\": \""
                                        + NetronApp.SECRET + "\"}}}"),
                RuntimeListener.NONE);
    }

    @AfterAll
    void stops() {
        server.close();
    }

    private URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.address().getPort());
    }

    private TitanClient connect(String scheme) {
        return TitanClient.builder(address(scheme))
                .error("OutOfStock", OutOfStockException::new)
                .connect();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void recordsAndValuesGoBothWays(String scheme) {
        try (TitanClient client = connect(scheme)) {
            Users users = client.service("users@^1.0.0", Users.class);
            assertEquals(new User("u1", "Ann", Instant.EPOCH), users.findById("u1"));
            assertEquals(null, users.findById("nobody"));
            users.nothing();
            for (Object value : Arrays.asList(
                    true,
                    5L,
                    1.5,
                    -0.0,
                    Double.NaN,
                    "héllo 😀",
                    new BigInteger("123456789012345678901234567890"),
                    Instant.ofEpochMilli(-1),
                    List.of(1L, List.of()),
                    Set.of(1L),
                    Map.of(1L, "one"),
                    Map.of("a", Map.of("b", 1L)),
                    new RegExp("a+", "gi"))) {
                assertEquals(value, users.echo(value));
            }
            assertEquals("[object Map]", users.kind(new MapValue(Map.of("a", 1))));
            assertEquals("[object Undefined]", users.kind(Undefined.UNDEFINED));
            assertEquals("[object Uint8Array]", users.kind(new byte[] {1}));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void errorsKeepTheirClass(String scheme) {
        try (TitanClient client = connect(scheme)) {
            Users users = client.service("users", Users.class);
            OutOfStockException own = assertThrows(OutOfStockException.class, users::typed);
            assertEquals(409, own.code());
            assertEquals(Map.of("sku", "s1"), own.details());
            assertEquals("s1", own.fields().get("sku"));
            InternalException internal = assertThrows(InternalException.class, users::fail);
            assertFalse(internal.getMessage().contains("CANARY"), internal.getMessage());
            assertTrue(internal.details(Map.class).containsKey("errorId"));
            ValidationException invalid = assertThrows(ValidationException.class, () -> users.doubled("x"));
            assertEquals("0", invalid.invalidFields().get(0).path());
            assertEquals(4, users.doubled(2));
            assertThrows(ServiceNotFoundException.class, () -> users.twice(1));
            assertThrows(
                    ServiceNotFoundException.class,
                    () -> client.service("users@^2.0.0", Users.class).nothing());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void aCallEndsAtItsDeadline(String scheme) {
        try (TitanClient client = connect(scheme)) {
            Users users = client.withTimeout(Duration.ofMillis(50)).service("users", Users.class);
            assertThrows(CallTimeoutException.class, () -> users.slept(2_000));
        }
    }

    @Test
    void aBatchHasAnOutcomeForEachCall() throws Exception {
        try (TitanClient client = connect("http")) {
            Batch batch = client.batch();
            Users users = batch.service("users", Users.class);
            List<CompletableFuture<User>> found = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                found.add(users.findLater("u" + i).toCompletableFuture());
            }
            batch.send().toCompletableFuture().get(60, TimeUnit.SECONDS);
            for (int i = 0; i < 150; i++) {
                assertEquals("u" + i, found.get(i).join().id());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void publicFieldsAreReadAndWritten(String scheme) {
        try (TitanClient client = connect(scheme)) {
            Users users = client.service("users", Users.class);
            assertEquals("hello", users.greeting());
            // Each worker has an instance of its own: which one has been told cannot be known.
            users.greet("hello");
            assertEquals(7, users.fixed());
            Exception refused = assertThrows(
                    Exception.class, () -> users.unfix(8).toCompletableFuture().get(60, TimeUnit.SECONDS));
            assertInstanceOf(PermissionException.class, refused.getCause());
            assertThrows(ServiceNotFoundException.class, users::ended);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void aTokenThatHasExpiredIsRefusedUntilAnotherIsShown(String scheme) {
        try (TitanClient first = connect(scheme)) {
            Users open = first.service("users", Users.class);
            List<String> shown = new CopyOnWriteArrayList<>();
            // Each lives twice as long as the one before: on a machine that is slow enough, the first ones have ended
            // before they are seen.
            Supplier<String> tokens = () -> {
                String token = open.token(1 << Math.min(shown.size(), 6));
                shown.add(token);
                return token;
            };
            try (TitanClient client =
                    TitanClient.builder(address(scheme)).token(tokens).connect()) {
                Users users = client.service("users", Users.class);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
                boolean seen = false;
                while (!(seen && shown.size() > 2)) {
                    assertTrue(System.nanoTime() - end < 0, "after two minutes " + shown.size() + " tokens were shown");
                    try {
                        assertEquals("ann", users.me());
                        seen = true;
                    } catch (AuthException e) {
                        assertEquals("the token has expired", e.getMessage());
                    }
                }
            }
            String token = open.token(1);
            try (TitanClient fixed =
                    TitanClient.builder(address(scheme)).token(token).connect()) {
                Users users = fixed.service("users", Users.class);
                AuthException refused = assertThrows(AuthException.class, () -> {
                    while (true) {
                        users.me();
                    }
                });
                assertEquals("the token has expired", refused.getMessage());
            } catch (AuthException e) {
                // It has ended before it could be shown.
                assertEquals("the token has expired", e.getMessage());
            }
        }
    }

    @Test
    void manyCallsShareAConnection() throws Exception {
        try (TitanClient client = connect("ws")) {
            Users users = client.service("users", Users.class);
            List<CompletableFuture<User>> found = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                found.add(users.findLater("u" + i).toCompletableFuture());
            }
            for (int i = 0; i < 2_000; i++) {
                assertEquals("u" + i, found.get(i).get(60, TimeUnit.SECONDS).id());
            }
        }
    }

    @Test
    void aStreamIsReadAsFastAsItsReaderAsksAndEndsWithIt() throws Exception {
        try (TitanClient client = connect("ws")) {
            Users users = client.service("users", Users.class);
            int before = users.endings();
            StreamReader all = new StreamReader(Long.MAX_VALUE);
            users.tick(1_000).subscribe(all);
            assertEquals(1_000, all.get(60, TimeUnit.SECONDS).size());
            StreamReader three = new StreamReader(3);
            users.tick(1_000_000).subscribe(three);
            assertEquals(List.of(1, 2, 3), three.get(60, TimeUnit.SECONDS));
            StreamReader broken = new StreamReader(Long.MAX_VALUE);
            users.breaks().subscribe(broken);
            Exception thrown = assertThrows(Exception.class, () -> broken.get(60, TimeUnit.SECONDS));
            assertInstanceOf(OutOfStockException.class, thrown.getCause());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (users.endings() < before + 2) {
                assertTrue(System.nanoTime() - end < 0, "the generator was not ended");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void anActionCallsServicesOfOtherServers(String scheme) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/actions/relay?to=" + address(scheme))))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        assertEquals("[true,\"u1\",\"u2\",[2,4],true,\"s1\",true," + (scheme.equals("ws") ? 20_100 : 0) + "]", body);
    }
}
