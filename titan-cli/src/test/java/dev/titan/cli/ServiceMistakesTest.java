package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What {@code titan dev} says of services with which something is wrong. */
class ServiceMistakesTest extends ReloadScenario {
    private static final String UNUSED = "was neither drifted nor awaited";

    private final Logger logger = (Logger) LoggerFactory.getLogger("app");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            synchronized (this) {
                super.append(event);
            }
        }
    };

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private HttpResponse<String> call(String method) throws IOException, InterruptedException {
        String body = "{\"service\":\"shop\",\"method\":\"" + method + "\"}";
        return client.send(
                HttpRequest.newBuilder(URI.create(url + "netron/invoke"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void callsOfServicesThatHaveNeverStartedAreToldWhatIsWrongWithThem() throws Exception {
        save("app/services/shop.ts", """
                import { Public, Service } from 'titan';
                interface Prices {}
                @Service('shop')
                export class Shop {
                  constructor(private readonly prices: Prices) {}
                  @Public() open() { return true; }
                }
                """);
        start();
        HttpResponse<String> answer = call("open");
        assertEquals(500, answer.statusCode(), answer.body());
        String why =
                "Shop (module App): parameter 1 of its constructor (prices) says nothing of what to inject; write @Inject(token) before it (app/services/shop.ts:5:32)";
        assertTrue(answer.body().contains("\"InternalError\"") && answer.body().contains(why), answer.body());
        save(
                "app/services/shop.ts",
                "import { Public, Service } from 'titan';\n@Service('shop') export class Shop { @Public() open() { return true; } }\n");
        dev.awaitLine(RELOADED);
        assertTrue(call("open").body().contains("\"data\":true"));
    }

    @Test
    void allThatDoesNotFitTogetherIsToldEachAtItsPlace() throws Exception {
        save("app/services/shop.ts", """
                import { Module, Public, Service } from 'titan';
                export class Prices {}
                export class Stock {}
                @Service('shop')
                export class Shop {
                  constructor(private readonly prices: Prices,
                    stock: Stock) {}
                  @Public() open() { return true; }
                }
                """);
        start();
        assertTrue(call("open").body().contains("\"data\":true"));
        save(
                "app/services/shop.ts",
                Files.readString(file("app/services/shop.ts"))
                        + "@Module({ providers: [Shop] }) export class ShopModule {}\n");
        dev.awaitLine("parameter 1 of its constructor \\(prices\\) needs Prices, which no module declares");
        dev.awaitLine("^ +app/services/shop.ts:6:32$");
        dev.awaitLine("parameter 2 of its constructor \\(stock\\) needs Stock, which no module declares");
        dev.awaitLine("^ +app/services/shop.ts:7:5$");
        assertTrue(call("open").body().contains("\"data\":true"));
    }

    @Test
    void anOperationThatNobodyStartsIsToldOnceAndNoOtherIs() throws Exception {
        save("app/services/shop.ts", """
                import { EventBus, Public, Service } from 'titan';
                const later = t.sleep(1);
                @Service('shop')
                export class Shop {
                  constructor(private readonly bus: EventBus) {}
                  onInit() { t.sleep(1); }
                  @Public() ends() { t.log.info('all were called'); }
                  @Public() forgets() {
                    this.bus.emit('a.b');
                    return 1;
                  }
                  @Public() drifts() { drift(this.bus.emit('a.b')); return 2; }
                  @Public() async awaits() { await this.bus.emit('a.b'); return 3; }
                  @Public() gives() { return t.sleep(1).then(() => 4); }
                  @Public() leaves() { (async () => { await null; await t.sleep(1); })(); void Promise.all([t.sleep(1)]); return 5; }
                  @Public() throws() { t.sleep(1); throw new Error('before it came to it'); }
                  @Public() parallel() { drift.all([t.sleep(1), this.bus.emit('a.b')]); return 6; }
                  @Public() shares() { drift(later); return 7; }
                  @Public() cached() { return drift(t.cache.getOrSet('k', () => drift(t.sleep(1).then(() => 8)))); }
                }
                """);
        save("app/actions/after.ts", """
                export default (req) => {
                  req.waitUntil(t.sleep(1));
                  const started = t.sleep(1);
                  req.waitUntil((async () => { await t.sleep(20); await started; })());
                  return 'answered';
                };
                """);
        start();
        List<String> sound = List.of("drifts", "awaits", "gives", "leaves", "throws", "parallel", "shares", "cached");
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        for (int round = 0; round < 2; round++) {
            for (String method : sound) {
                String body = call(method).body();
                assertEquals(!method.equals("throws"), body.contains("\"success\":true"), body);
            }
            assertEquals("answered", get("actions/after"));
            assertEquals(200, call("forgets").statusCode());
        }
        call("ends");
        List<String> told = List.of();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (told.isEmpty() || !lines().contains("all were called")) {
            told = lines().stream().filter(line -> line.contains(UNUSED)).toList();
            assertTrue(System.nanoTime() < until, lines() + "");
            ask("livez");
        }
        assertTrue(told.stream().allMatch(line -> line.startsWith("t.events.emit() at shop.ts:9:")), told + "");
    }

    /** What the app has logged since it was started. */
    private List<String> lines() {
        synchronized (log) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        }
    }

    @Test
    void versionsThatLeaveMuchBehindGoOnInAFreshIsolate() throws Exception {
        save("titan.config.json", "{ \"limits\": { \"heapMb\": 64 } }");
        save("app/services/shop.ts", leaving(0));
        start();
        for (int version = 1; version <= 4; version++) {
            save("app/services/shop.ts", leaving(version));
            dev.awaitLine(RELOADED);
            String body = call("open").body();
            assertTrue(body.contains("\"data\":" + version), body);
        }
    }

    /** As packages do that count their copies. */
    private static String leaving(int version) {
        return """
                import { Public, Service } from 'titan';
                (globalThis as any).$copy%1$d = Array.from({ length: 3_000_000 }, (_, i) => i + 0.5);
                @Service('shop') export class Shop { @Public() open() { return %1$d; } }
                """.formatted(version);
    }

    @Test
    void decoratorsComeFromModulesOfTheAppAndStandInJavaScript() throws Exception {
        save("lib/decorators.ts", "export { Service as Serve, Public } from 'titan';\n");
        save("app/services/prices.js", """
                import { Inject, Injectable, Logger, Validate } from 'titan';
                @Injectable()
                export class Prices {
                  constructor(@Inject(Logger) logger) { this.logger = logger; }
                  of() { this.logger.info('asked'); return 12; }
                }
                """);
        save("app/services/shop.ts", """
                import * as d from '../../lib/decorators';
                import type { Prices } from './prices';
                @d.Serve('shop')
                export default class {
                  constructor(private readonly prices: Prices) {}
                  @d.Public() open() { return this.prices.of(); }
                }
                """);
        start();
        String body = call("open").body();
        assertTrue(body.contains("\"data\":12"), body);
        save("lib/log.ts", """
                export function logged(method: Function, context: ClassMethodDecoratorContext) {
                  return method;
                }
                """);
        save("app/services/shop.ts", """
                import { logged } from '../../lib/log';
                import { Public, Service } from 'titan';
                @Service('shop') export class Shop { @Public() @logged open() { return 13; } }
                """);
        dev.awaitLine("a standard decorator would do nothing here");
        dev.awaitLine("lib/log.ts:1:42");
    }
}
