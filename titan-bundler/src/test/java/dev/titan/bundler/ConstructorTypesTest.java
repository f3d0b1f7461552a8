package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.model.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of constructors behind the end of a file. */
class ConstructorTypesTest {
    private static final String TITAN = "import { Injectable, Inject, Optional, Service as S } from 'titan';\n";
    private static BundleAnalyser analyser = new BundleAnalyser();

    @TempDir
    private Path folder;

    @BeforeAll
    static void warmUp() {
        Engine.start(EngineOptions.DEFAULTS);
        analyser.warmUp();
    }

    @AfterAll
    static void close() {
        analyser.close();
    }

    private String said(String code) throws Exception {
        String line = analyser.injection(TITAN + code, false, "");
        return line.replace(ConstructorTypes.LINE + " ", "");
    }

    @Test
    void anImportedClassIsFoundByTheNameThatItsModuleHasForIt() throws Exception {
        assertEquals(
                "import * as $titan0 from \"titan-type:./db\"; import * as $titan1 from \"titan-type:cache\"; import * as $titan2 from \"titan-type:./log\";"
                        + " $titan.parameters(Orders, [\"db\",\"cache\",\"log\",\"other\"], () =>"
                        + " [$titan0.Database, $titan1.default, $titan2.Log, $titan0.Other]);",
                said("""
                import { Database as Db } from './db';
                import type { Other } from './db';
                import Cache from 'cache';
                import * as all from './log';
                @S('orders@1.0.0')
                export class Orders { constructor(private readonly db: Db, cache: Cache | undefined, log: all.Log<string>, protected other?: Other) {} }
                """));
    }

    @Test
    void whatIsNoClassIsUndefinedAndWhatInjectNamesIsNotRead() throws Exception {
        assertEquals(
                "$titan.parameters(A, [\"a\",\"b\",\"c\",\"d\",\"e\",\"\"], () => [undefined, undefined, undefined, Local, undefined, undefined]);",
                said("""
                interface I {}
                class Local {}
                @Injectable()
                class A { constructor(a: I, b: string, @Inject(Local) c: Local, @Optional() d: Local, e: I | Local, { x }: any) {} }
                """));
    }

    @Test
    void onlyClassesThatAContainerMakesAreRead() throws Exception {
        assertEquals("", said("class A { constructor(a: Date) {} }"));
        assertEquals("", said("import { Entity } from 'orm'; class D {} @Entity() class A { constructor(d: D) {} }"));
        assertEquals("", said("class D {} @Injectable() class A { m(d: D) {} }"));
        assertEquals("", said("@Injectable( class"));
        assertTrue(said("class D {} @Injectable() export default class A { constructor(d: D) {} }")
                .contains("(A, [\"d\"]"));
    }

    @Test
    void ofFilesOfServicesPlacesAreSaidAndADefaultExportWithoutAName() throws Exception {
        String line = analyser.injection(
                "import { Log } from './log';\nclass Db {}\nexport default class {\n  constructor(private readonly db: Db, log: Log) {}\n}\n",
                false,
                "people/users.ts");
        assertEquals(
                ConstructorTypes.LINE
                        + " import * as $titan0 from \"titan-type:./log\"; import * as $titan1 from \"titan-type:./users.ts\";"
                        + " $titan.parameters($titan1.default, [\"db\",\"log\"], () => [Db, $titan0.Log], \"app/services/people/users.ts\", [\"4:32\",\"4:40\"]);"
                        + " $titan.declare(\"people/users.ts\", [Db, $titan1.default]);",
                line);
    }

    @Test
    void aStandardDecoratorIsFoundByTheTypeOfItsContext() throws Exception {
        assertEquals("[[2,32,38]]", analyser.standardDecorators("""
                type Context = ClassMethodDecoratorContext;
                const a = { m(target: Function, context: ClassFieldDecoratorContext<A>) {} };
                function both(target: object, context: string | ClassMethodDecoratorContext) {}
                function first(context: ClassDecoratorContext) {}
                """, false));
        assertEquals("[]", analyser.standardDecorators("function (", false));
    }

    @Test
    void decoratorsOfJavaScriptAmongServicesAreThoseOfTypeScript() throws Exception {
        ConstructorTypes types = new ConstructorTypes(analyser);
        types.of(folder);
        Path service = folder.resolve("app/services/a.js");
        Files.createDirectories(service.getParent());
        Files.writeString(service, TITAN + "@Injectable() export class A { constructor(@Inject(Date) d) {} }");
        ConstructorTypes.Loaded loaded = Objects.requireNonNull(types.read(service));
        assertEquals("ts", loaded.loader());
        assertTrue(new String(Objects.requireNonNull(loaded.code()), StandardCharsets.UTF_8)
                .contains("$titan.declare(\"a.js\", [A]);"));
        Files.writeString(service, "export class B { constructor(d) {} }");
        assertEquals("js", Objects.requireNonNull(types.read(service)).loader());
    }

    @Test
    void aFileIsReadAgainWhenItHasChanged() throws Exception {
        ConstructorTypes types = new ConstructorTypes(analyser);
        Path file = folder.resolve("a.ts");
        for (String name : new String[] {"One", "Two"}) {
            Files.writeString(file, TITAN + "class D {}\n@Injectable() class " + name + " { constructor(d: D) {} }");
            Files.setLastModifiedTime(file, FileTime.fromMillis("One".equals(name) ? 1_000_000 : 2_000_000));
            for (int i = 0; i < 2; i++) {
                byte[] code = Objects.requireNonNull(types.read(file)).code();
                String content = new String(Objects.requireNonNull(code), StandardCharsets.UTF_8);
                assertTrue(content.contains("parameters(" + name + ","), content);
            }
        }
        Files.writeString(file, "export const plain = 1");
        assertNull(types.read(file));
        assertNull(types.read(folder.resolve("absent.ts")));
    }

    @Test
    void aBundleSaysItAndAnInterfaceIsNoWarning() throws Exception {
        Files.createDirectories(folder.resolve("app/actions"));
        Files.writeString(
                folder.resolve("app/db.ts"), "export class Database {}\nexport interface Settings { url: string }\n");
        Files.writeString(folder.resolve("app/actions/a.ts"), TITAN + """
                import type { Database, Settings } from '../db';
                @S('orders@1.0.0')
                class Orders { constructor(readonly db: Database, readonly settings: Settings) {} }
                export default () => Orders.name;
                """);
        try (Bundler bundler = new Bundler(Mode.PRODUCTION, Map.of(), EngineOptions.DEFAULTS)) {
            BundleResult result = bundler.bundle(folder);
            Bundle bundle = result.bundles().get(0);
            assertTrue(result.warnings().isEmpty(), () -> result.warnings().toString());
            assertTrue(bundle.code().contains("parameters(Orders, [\"db\", \"settings\"]"), bundle.code());
            assertTrue(bundle.code().contains("() => [Database, void 0]"), bundle.code());
        }
    }
}
