package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.titan.cli.ServiceWire.Address;
import dev.titan.cli.ServiceWire.Value;
import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What holds for a call of a service whichever way it comes: by HTTP or in a batch as JSON and msgpack, by WebSocket, TCP and a Unix socket. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicePromisesIT {
    private static final String SHOP = "shop@1.0.0";

    private static final String SERVICE = """
            import * as titan from 'titan';
            import { Logger, NetronError, Public, registerError, Service, Validate } from 'titan';
            import { helper } from '../lib/helper';
            export class OutOfStock extends NetronError {
              constructor(readonly sku: string) { super('told', { code: 409, details: { a: 'detail' } }); }
            }
            registerError(OutOfStock);
            const standard = (validate: (value: unknown) => any) => ({ '~standard': { version: 1 as const, vendor: 'test', validate } });
            const digits = standard((value) => typeof value === 'string' && /^[0-9]+$/.test(value) ? { value: Number(value) } : { issues: [{ message: 'no digits', path: ['deep'] }] });
            const broken = standard(() => { throw new RangeError('CANARY in a schema'); });
            let bodies = 0;
            class Base {
              @Public() inherited() { return 'no'; }
            }
            @Service('shop@1.0.0')
            export class Shop extends Base {
              #own() { return 'no'; }
              field = () => 'no';
              constructor(private readonly logger: Logger) { super(); }
              get secret() { return 'no'; }
              hidden() { return this.#own(); }
              @Public() echo(...values: unknown[]) { return values; }
              @Public() twice(@Validate(digits) n: any) { return n * 2; }
              @Public() never(@Validate(digits) n: any) { bodies++; }
              @Public() unchecked(@Validate(broken) m: any) { bodies++; }
              @Public() bodies() { return bodies; }
              @Public() throws(name: string) {
                if (name === 'OutOfStock') throw new OutOfStock('s1');
                const type = (titan as any)[name];
                throw name === 'ValidationError' ? new type('told', [{ path: '0', message: 'detail' }]) : new type('told', { details: { a: 'detail' } });
              }
              @Public() large() { return 'x'.repeat(17 << 20); }
              @Public() async *largeChunk() { yield 'x'.repeat(17 << 20); }
              @Public() breaks() { throw new Error('CANARY in a message', { cause: new Error('CANARY in a cause') }); }
              @Public() async *fails(name: string) { yield 1; this.throws(name); }
              @Public() async logs() {
                this.logger.info('at once');
                drift(t.sleep(1));
                this.logger.info('after a drift');
                await t.sleep(1);
                await helper(this.logger);
              }
            }
            @Service('traced@1.0.0')
            export class Traced {
              @Public() async ids() {
                const ids = [titan.currentTrace()!.traceId];
                drift(t.sleep(1)); ids.push(titan.currentTrace()!.traceId);
                await t.sleep(1); ids.push(titan.currentTrace()!.traceId);
                await new Promise((done) => setTimeout(() => { ids.push(titan.currentTrace()!.traceId); done(0); }, 1));
                await Promise.all([1, 2].map(async () => { await null; drift(t.sleep(1)); ids.push(titan.currentTrace()!.traceId); }));
                return [...new Set(ids)];
              }
            }
            @Service('users@1.0.0')
            export class Users {
              #users = new Map([['u1', { id: 'u1', name: 'Ann' }]]);
              @Public() async findById(id: string): Promise<{ id: string; name: string } | null> { return this.#users.get(id) ?? null; }
              @Public() async create(input: { name: string }) { return { id: 'u2', ...input }; }
              @Public() async remove(id: string): Promise<void> { this.#users.delete(id); }
            }
            """;

    /** Which of the classes the errors of a server are at a client of it. */
    private static final String CLASSES = """
            import * as titan from 'titan';
            import { OutOfStock, type Shop } from '../services/shop';
            export default defineAction((req) => {
              const shop = titan.remote<Shop>('shop', req.query.to!);
              return req.query.names!.split(' ').filter((name) => {
                const type = name === 'OutOfStock' ? OutOfStock : (titan as any)[name];
                const right = (e: any) => e instanceof type && e.constructor === type && e.message === 'told' && (e.details.a ?? e.details.fields[0].message) === 'detail' && (name !== 'OutOfStock' || e.sku === 's1');
                let found = 0;
                try { drift(shop.throws(name)); } catch (e) { if (right(e)) found++; }
                if (!req.query.to!.startsWith('ws')) return found !== 1;
                try { for (const chunk of drift(all(shop, name))) if (chunk !== 1) return true; } catch (e) { if (right(e)) found++; }
                return found !== 2;
              });
            });
            async function all(shop: any, name: string) {
              const chunks: unknown[] = [];
              for await (const chunk of shop.fails(name)) chunks.push(chunk);
              return chunks;
            }
            """;

    /** By code. */
    private static final Map<String, Integer> ERRORS = Map.ofEntries(
            Map.entry("TitanError", 500),
            Map.entry("NetronError", 500),
            Map.entry("SerializationError", 400),
            Map.entry("AuthError", 401),
            Map.entry("PermissionError", 403),
            Map.entry("ServiceNotFoundError", 404),
            Map.entry("MethodNotFoundError", 404),
            Map.entry("TimeoutError", 408),
            Map.entry("OutOfStock", 409),
            Map.entry("ValidationError", 422),
            Map.entry("RateLimitError", 429),
            Map.entry("InternalError", 500),
            Map.entry("TransportError", 502),
            Map.entry("TransportLostError", 503));

    private static final Value DETAIL = Value.of("detail");

    private final Logger logger = (Logger) LoggerFactory.getLogger("app");
    private final Queue<ILoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event);
        }
    };
    private AppServer server;
    private Address address;

    @BeforeAll
    void starts(@TempDir Path folder) throws Exception {
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        int tcp = FreePort.find();
        Path unix = Files.createTempDirectory("promises").resolve("s");
        server = new AppServer(
                folder,
                Map.of(
                        "app/services/shop.ts",
                        SERVICE,
                        "app/lib/helper.ts",
                        "export async function helper(logger) { logger.info('in a helper'); await t.sleep(1); logger.info('after an await'); }",
                        "app/actions/classes.ts",
                        CLASSES,
                        "titan.config.json",
                        "{\"workers\": 1, \"permissions\": {\"net\": [\"127.0.0.1\"]}, \"netron\": {\"tcp\": " + tcp
                                + ", \"unix\": \"" + unix + "\"}}"),
                RuntimeListener.NONE);
        address = new Address(HttpClient.newHttpClient(), server.address().getPort(), tcp, unix);
    }

    @AfterAll
    void stops() throws Exception {
        logger.detachAppender(appender);
        logger.setLevel(null);
        server.close();
        Files.delete(address.unix().getParent());
    }

    private String call(ServiceWire wire, String method, Value... arguments) throws Exception {
        return wire.call(address, SHOP, method, arguments);
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreTheSameWhicheverWayTheyGo(ServiceWire wire) throws Exception {
        String answer = wire.call(address, SHOP, "echo", ServiceValues.EACH_KIND);
        assertTrue(wire.gives(answer, ServiceValues.EACH_KIND), answer);
    }

    @ParameterizedTest
    @EnumSource
    void nothingButPublicMethodsIsThere(ServiceWire wire) throws Exception {
        for (String method : List.of(
                "hidden", "inherited", "secret", "field", "#own", "constructor", "__proto__", "toString", "none")) {
            String answer = call(wire, method);
            assertTrue(wire.fails(answer, "ServiceNotFoundError", 404), method + ": " + answer);
            assertTrue(wire.says(answer, SHOP + " has no public method " + method + ", or is not there"), answer);
        }
        String missing = wire.call(address, "none@1.0.0", "echo");
        assertTrue(wire.fails(missing, "ServiceNotFoundError", 404), missing);
        assertTrue(wire.says(missing, "none@1.0.0 has no public method echo, or is not there"), missing);
    }

    @ParameterizedTest
    @EnumSource
    void aServiceIsFoundByItsVersionARangeAndItsName(ServiceWire wire) throws Exception {
        for (String id : List.of(SHOP, "shop@^1.0.0", "shop@1.x", "shop")) {
            assertTrue(wire.gives(wire.call(address, id, "echo", DETAIL), List.of(DETAIL)), id);
        }
        assertTrue(wire.fails(wire.call(address, "shop@^2.0.0", "echo"), "ServiceNotFoundError", 404));
    }

    @ParameterizedTest
    @EnumSource
    void noBodyRunsWithAnArgumentThatDoesNotFit(ServiceWire wire) throws Exception {
        assertTrue(wire.gives(call(wire, "twice", Value.of("21")), new Value("42", "2a")));
        String invalid = call(wire, "never", Value.of("x"));
        assertTrue(wire.fails(invalid, "ValidationError", 422), invalid);
        assertTrue(wire.says(invalid, "0.deep") && wire.says(invalid, "no digits"), invalid);
        assertTrue(wire.fails(call(wire, "never"), "ValidationError", 422));
        String refused = call(wire, "unchecked", Value.of("1"));
        assertTrue(wire.fails(refused, "InternalError", 500), refused);
        assertFalse(wire.says(refused, "CANARY"), refused);
        assertTrue(wire.gives(call(wire, "bodies"), new Value("0", "00")));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorKeepsItsClassItsCodeAndWhatItSays(ServiceWire wire) throws Exception {
        for (Map.Entry<String, Integer> error : ERRORS.entrySet()) {
            String answer = call(wire, "throws", Value.of(error.getKey()));
            assertTrue(wire.fails(answer, error.getKey(), error.getValue()), error + ": " + answer);
            assertTrue(wire.says(answer, "told") && wire.says(answer, "detail"), error + ": " + answer);
        }
    }

    @Test
    void aClientGetsErrorsOfTheVeryClassesInTheMiddleOfAStreamToo() throws Exception {
        for (String scheme : List.of("http", "ws")) {
            URI uri = URI.create(server.url("/actions/classes?to=" + scheme + "://127.0.0.1:" + address.port()
                    + "&names=" + String.join("+", ERRORS.keySet())));
            String wrong = address.http()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            assertEquals("[]", wrong, scheme);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherErrorIsInTheLogOnceAndNothingOfItLeavesTheServer(ServiceWire wire) throws Exception {
        String answer = call(wire, "breaks");
        assertTrue(wire.fails(answer, "InternalError", 500), answer);
        for (String secret : List.of("CANARY", "shop.ts", "at Shop", "breaks (")) {
            assertFalse(wire.says(answer, secret), secret + " in " + answer);
        }
        String id = errorId(answer);
        List<ILoggingEvent> lines = await(1, event -> field(event, "errorId").equals(id));
        String stack = lines.get(0).getFormattedMessage();
        assertTrue(stack.contains("CANARY in a message") && stack.contains("app/services/shop.ts:"), stack);
        assertEquals(SHOP + " breaks", field(lines.get(0), "service") + " " + field(lines.get(0), "method"));
    }

    /** Of sixteen hexadecimal digits, which msgpack has after their length. */
    private static String errorId(String answer) {
        Matcher json = Pattern.compile("\"errorId\":\"([0-9a-f]{16})\"").matcher(answer);
        if (json.find()) {
            return json.group(1);
        }
        int at = answer.indexOf(ServiceWire.hex("errorId") + "b0");
        assertTrue(at > 0, answer);
        int from = at + ServiceWire.hex("errorId").length() + 2;
        return new String(HexFormat.of().parseHex(answer.substring(from, from + 32)), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void everyLineOfAServicesLoggerSaysWhoseItIs(ServiceWire wire) throws Exception {
        logged.clear();
        assertFalse(wire.says(call(wire, "logs"), "Error"));
        List<ILoggingEvent> lines = await(4, event -> field(event, "service").equals("shop"));
        assertEquals(
                List.of("at once", "after a drift", "in a helper", "after an await"),
                lines.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    /** The lines that match, of which there must be so many. */
    private List<ILoggingEvent> await(int count, Predicate<ILoggingEvent> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<ILoggingEvent> found = new ArrayList<>();
        while (found.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
            found.clear();
            logged.stream().filter(wanted).forEach(found::add);
        }
        assertEquals(count, found.size(), () -> "lines: " + logged);
        return found;
    }

    private static String field(ILoggingEvent event, String name) {
        return event.getKeyValuePairs() == null
                ? ""
                : event.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals(name))
                        .map(pair -> String.valueOf(pair.value))
                        .findFirst()
                        .orElse("");
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "TCP", "UNIX"})
    void whatIsTooLargeForAPacketIsAnError(ServiceWire wire) throws Exception {
        String answer = call(wire, "large");
        assertTrue(wire.fails(answer, "InternalError", 500), () -> answer.length() + " digits");
        String chunk = wire.ask(
                address,
                SHOP,
                "largeChunk",
                List.of(),
                peer -> assertTrue(peer.next().startsWith("0000000103d76b")));
        assertTrue(wire.says(chunk, "InternalError"), () -> chunk.length() + " digits");
    }

    @Test
    void tracesOfCallsAtOnceNeverMix() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/netron/invoke")))
                    .header("Content-Type", "application/json")
                    .header("traceparent", "00-%032x-00f067aa0ba902b7-01".formatted(i + 1))
                    .POST(BodyPublishers.ofString("{\"service\":\"traced\",\"method\":\"ids\",\"input\":[]}"))
                    .build();
            answers.add(
                    address.http().sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body));
        }
        for (int i = 0; i < answers.size(); i++) {
            String answer = answers.get(i).get(60, TimeUnit.SECONDS);
            assertTrue(answer.contains("\"data\":[\"%032x\"]".formatted(i + 1)), answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSampleOfThePage(ServiceWire wire) throws Exception {
        String users = "users@1.0.0";
        Value ann = new Value(
                "{\"id\":\"u1\",\"name\":\"Ann\"}",
                "82" + ServiceWire.hex("id") + ServiceWire.hex("u1") + ServiceWire.hex("name")
                        + ServiceWire.hex("Ann"));
        assertTrue(wire.gives(wire.call(address, users, "findById", Value.of("u1")), ann));
        assertTrue(wire.gives(wire.call(address, users, "findById", Value.of("none")), new Value("null", "c0")));
        Value input = new Value("{\"name\":\"Bob\"}", "81" + ServiceWire.hex("name") + ServiceWire.hex("Bob"));
        Value bob = new Value(
                ann.json().replace("u1", "u2").replace("Ann", "Bob"),
                ann.msgpack()
                        .replace(ServiceWire.hex("u1"), ServiceWire.hex("u2"))
                        .replace(ServiceWire.hex("Ann"), ServiceWire.hex("Bob")));
        assertTrue(wire.gives(wire.call(address, users, "create", input), bob));
        String removed = wire.call(address, users, "remove", Value.of("nobody"));
        assertFalse(wire.says(removed, "data") || wire.says(removed, "Error"), removed);
    }
}
