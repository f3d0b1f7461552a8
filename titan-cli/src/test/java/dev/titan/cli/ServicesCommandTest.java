package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code titan services}. */
class ServicesCommandTest {
    @TempDir
    Path folder;

    private CommandRun run(String code, String... flags) throws IOException {
        Path file = folder.resolve("app/services/shop.ts");
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
        String[] arguments = new String[flags.length + 1];
        arguments[0] = "services";
        System.arraycopy(flags, 0, arguments, 1, flags.length);
        return CommandRun.in(folder, Map.of(), arguments);
    }

    private static final String SHOP = """
            import { Public, Service, Logger } from 'titan';
            export class Orders { onInit() { throw new Error('no hook is called'); } }
            @Service('shop.orders@1.2.0')
            export class OrdersService {
              constructor(private readonly orders: Orders, private readonly logger: Logger) {}
              @Public() findById(id: string, ...more: string[]) {}
              @Public() async create({ name }: { name: string }) {}
              hidden() {}
            }
            """;

    @Test
    void listsServicesTheirMethodsAndTheOrderInWhichTheyBegin() throws IOException {
        CommandRun run = run(SHOP);
        assertEquals("""
                shop.orders@1.2.0  OrdersService  app/services/shop.ts:3
                  findById(id, more)
                  create(arg0)

                Providers
                  Orders
                  OrdersService  needs Orders, Logger

                Order of onInit
                  Orders → OrdersService
                """, run.out());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void decoratorsMayComeFromAnotherModuleOfTheApp() throws IOException {
        Files.writeString(folder.resolve("decorators.ts"), "export { Service as Serve, Public } from 'titan';\n");
        CommandRun run = run("""
                import { Public as Open, Serve } from '../../decorators';
                @Serve('shop') export class Shop { @Open() open() {} }
                """);
        assertTrue(run.out().startsWith("shop@1.0.0  Shop  app/services/shop.ts:2\n  open()\n"), run.out());
    }

    @Test
    void decoratorsMayComeByAPathOfTheTsconfig() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(
                folder.resolve("tsconfig.json"),
                "{ \"compilerOptions\": { \"paths\": { \"#/*\": [\"${configDir}/lib/*\"], \"all\": [\"./all.ts\"] } } }");
        Files.writeString(folder.resolve("all.ts"), "export * from '#/decorators';\n");
        Files.writeString(folder.resolve("lib/decorators.ts"), "export { Service as Serve, Public } from 'titan';\n");
        CommandRun run = run("""
                import { Public as Open } from '#/decorators';
                import { Serve } from 'all';
                @Serve('shop') export class Shop { @Open() open() {} }
                """);
        assertTrue(run.out().startsWith("shop@1.0.0  Shop  app/services/shop.ts:3\n  open()\n"), run.err());
    }

    @Test
    void decoratorsMayComeByTheImportsOfThePackage() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("package.json"), """
                { "imports": {
                  "#decorators": { "require": "./none.ts", "import": "./all.ts" },
                  "#lib/*.js": "./lib/*.ts"
                } }
                """);
        Files.writeString(folder.resolve("all.ts"), "export * from '#lib/decorators.js';\n");
        Files.writeString(folder.resolve("lib/decorators.ts"), "export { Service as Serve, Public } from 'titan';\n");
        CommandRun run = run("""
                import { Public as Open } from '#lib/decorators.js';
                import { Serve } from '#decorators';
                @Serve('shop') export class Shop { @Open() open() {} }
                """);
        assertTrue(run.out().startsWith("shop@1.0.0  Shop  app/services/shop.ts:3\n  open()\n"), run.out() + run.err());
    }

    @Test
    void printsTheGraphForMermaid() throws IOException {
        assertEquals("""
                flowchart TD
                  p0["Orders"]
                  p1["OrdersService"]
                  p2["Logger"]
                  p1 --> p0
                  p1 --> p2
                """, run(SHOP, "--mermaid").out());
    }

    @Test
    void tellsAProviderOfTheAppFromTheOneOfTheSameNameThatTitanHas() throws IOException {
        assertEquals("""
                flowchart TD
                  p0["Database"]
                  p1["Database of titan"]
                  p2["Orders"]
                  p0 --> p1
                  p2 --> p0
                """, run("""
                import { Injectable, Database as Rows } from 'titan';
                @Injectable() export class Database { constructor(private readonly rows: Rows) {} }
                @Injectable() export class Orders { constructor(private readonly db: Database) {} }
                """, "--mermaid").out());
    }

    @Test
    void printsJson() throws IOException {
        String json = run(SHOP, "--json").out().replaceAll("\\s", "");
        assertTrue(json.contains("\"id\":\"shop.orders@1.2.0\""), json);
        assertTrue(json.contains("\"order\":[\"Orders\",\"OrdersService\"]"), json);
    }

    @Test
    void refusesAnIdThatIsNone() throws IOException {
        for (String id : new String[] {"or-ders@1.0.0", "orders@1.0", "orders@v1.0.0", ".orders", "orders@01.0.0"}) {
            CommandRun run = run(SHOP.replace("shop.orders@1.2.0", id));
            assertEquals(ExitCode.FAILURE, run.exitCode(), id);
            assertTrue(run.err().contains("TITAN_B350"), run.err());
            assertTrue(run.err().contains("app/services/shop.ts:3:10"), run.err());
        }
    }

    @Test
    void refusesTwoClassesThatAreOneService() throws IOException {
        CommandRun run = run(SHOP + "@Service('shop.orders@1.2.0') export class Again {}\n");
        assertTrue(run.err().contains("TITAN_B351: two classes are the service shop.orders@1.2.0"), run.err());
    }

    @Test
    void aDependencyThatNobodyDeclaresIsToldWithConsumerParameterAndToken() throws IOException {
        CommandRun run = run(
                "import { Injectable } from 'titan'; abstract class Mailer {} @Injectable() export class Welcome { constructor(mailer: Mailer) {} }");
        assertEquals(ExitCode.FAILURE, run.exitCode());
        assertTrue(
                run.err()
                        .contains(
                                "Welcome (module App): parameter 1 of its constructor (mailer) needs Mailer, which no module declares"),
                run.err());
    }
}
