package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.titan.bundler.ServiceContracts.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What callers of services are told of them, from sources alone. */
class ServiceContractsTest {
    @TempDir
    Path app;

    private void write(String file, String text) throws IOException {
        Path path = app.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private ServiceContracts read() throws IOException {
        return ServiceContracts.read(app, "../shop", List.of("Client"));
    }

    @Test
    void anInterfaceHasThePublicMethodsAsTheyAreWritten() throws IOException {
        write("app/services/users.ts", """
                import { Public, Service } from 'titan';

                @Service('users@1.2.0')
                export class UsersService {
                  /** Finds one. */
                  @Public() async findById(id: string): Promise<{ id: string } | null> { return null; }
                  @Public() remove(id: string, hard = false, ...more: number[]): Promise<void> { throw 1; }
                  @Public() async *ticks<T>(value: T): AsyncGenerator<T> {}
                  hidden(): string { return ''; }
                  @Public() static none(): void {}
                }
                """);
        ServiceContracts contracts = read();
        assertEquals(List.of(new Contract("users", "1.2.0", "UsersService")), contracts.services());
        assertEquals(List.of(), contracts.warnings());
        assertEquals("""
                /** The service users@1.2.0. */
                export interface UsersService {
                  /** Finds one. */
                  findById(id: string): Promise<{ id: string } | null>;
                  remove(id: string, hard?: boolean, ...more: number[]): Promise<void>;
                  ticks<T>(value: T): AsyncGenerator<T>;
                }
                """, contracts.types());
    }

    @Test
    void decoratorsAreFoundThroughModulesOfTheAppThatPassThemOn() throws IOException {
        write("app/lib/all.ts", "export * from './one';\nexport * as whole from 'titan';\n");
        write(
                "app/lib/one.ts",
                "import { Public } from 'titan';\nexport { Service as Serve } from 'titan';\nexport { Public };\nexport const Service = 1;\n");
        write("app/services/a.ts", """
                import { Public as Open, Serve as S, Service, whole } from '../lib/all';
                import * as lib from '../lib/one.js';
                @S('one') export class One { @Open() a(): void {} @lib.Public() b(): void {} @whole.Public() c(): void {} @whole.Once() d(): void {} }
                @Service('none') export class None { @Open() a(): void {} }
                @lib.Serve('two') export class Two {}
                """);
        ServiceContracts contracts = read();
        assertEquals(
                List.of(new Contract("one", "1.0.0", "One"), new Contract("two", "1.0.0", "Two")),
                contracts.services());
        assertTrue(contracts.types().contains("  a(): void;\n  b(): void;\n  c(): void;\n}"), contracts.types());
    }

    @Test
    void typesComeAlongFromWhereverTheyAreDeclared() throws IOException {
        write("app/model/base.ts", "export interface Base { id: string }\nexport enum Role { Admin = 'a' }\n");
        write("app/model/index.ts", "export * from './base.js';\nexport type { User as Person } from './user';\n");
        write("app/model/user.ts", """
                import { type Base, type Role } from './base';
                import type { Money } from 'money';
                interface Client { of: User }
                export interface User extends Base { role: Role; friends: Map<string, User>; client?: Client; debt: Money }
                """);
        write("app/services/users.ts", """
                import { Public, Service } from 'titan';
                import type { Person } from '../model';
                type Base<T> = { [K in keyof T]: T[K] extends Array<infer U> ? U : T[K] };

                @Service('users')
                export class Users {
                  @Public() find(): Base<Person> { throw 1; }
                }
                """);
        ServiceContracts contracts = read();
        assertEquals(List.of(new Contract("users", "1.0.0", "Users")), contracts.services());
        assertEquals("""
                import type { Money } from "money";

                /** The service users. */
                export interface Users {
                  find(): Base<User>;
                }

                export type Base<T> = { [K in keyof T]: T[K] extends Array<infer U> ? U : T[K] };

                export interface User extends Base2 { role: Role; friends: Map<string, User>; client?: Client2; debt: Money }

                export interface Base2 { id: string }

                export declare enum Role { Admin = 'a' }

                export interface Client2 { of: User }
                """, contracts.types());
    }

    private static void assertOneWarning(ServiceContracts contracts, String part) {
        assertEquals(1, contracts.warnings().size());
        String warning = contracts.warnings().get(0).message();
        assertTrue(warning.contains(part), warning);
    }

    @Test
    void decoratorsAndTypesAreFoundByThePathsOfTheTsconfig() throws IOException {
        write("shop/tsconfig.base.json", "{ \"compilerOptions\": { \"baseUrl\": \"./app\" } }");
        write("shop/tsconfig.json", """
                {
                  "extends": "./tsconfig.base.json", // its baseUrl is where the paths begin
                  "compilerOptions": { "paths": {
                    "@/*": ["./none/*", "./*"], "@/lib/*": ["./lib/*"], "titan-again": ["../app/lib/again.ts"], "#far/*": ["${configDir}/../far/*"], "titan": ["./none.d.ts"]
                  } },
                }
                """);
        write("shop/app/lib/again.ts", "export { Service, Public } from 'titan';\n");
        write("shop/app/lib/all.ts", "export * from 'titan-again';\nexport * as whole from '@/lib/again.js';\n");
        write("shop/app/model/index.ts", "export interface User { at: At }\nimport type { At } from '#far/at';\n");
        write("far/at.ts", "import type { Zone } from '../far/zone';\nexport type At = Date | Zone;\n");
        write("far/zone.ts", "export type Zone = string;\n");
        write("shop/app/services/users.ts", """
                import { Service, whole } from '@/lib/all';
                import { Public } from 'lib/again';
                import type { User } from '@/model';
                import type { Money } from 'money';
                import type { None } from '@/none';
                @Service('users') export class Users {
                  @Public() find(): User { throw 1; }
                  @whole.Public() pay(): Money { throw 1; }
                  @Public() none(): None { throw 1; }
                }
                """);
        ServiceContracts contracts = ServiceContracts.read(app.resolve("shop"), "../shop", List.of());
        assertEquals("""
                import type { Money } from "money";
                import type { Users as Users2 } from "../shop/app/services/users.js";

                /** The service users. */
                export interface Users {
                  find(): User;
                  pay(): Money;
                  none: Users2['none'];
                }

                export interface User { at: At }

                export type At = Date | Zone;

                export type Zone = string;
                """, contracts.types());
        assertOneWarning(contracts, "None is not found: '@/none' is not a path that tsconfig.json maps to a file");
    }

    @Test
    void decoratorsAndTypesAreFoundByTheImportsOfTheNearestPackage() throws IOException {
        write("package.json", "{ \"imports\": { \"#far/*.js\": \"./far/*.ts\", \"#model\": \"./none.ts\" } }");
        write("far/at.ts", "import type { Zone } from '#far/zone.js';\nexport type At = Date | Zone;\n");
        write("far/zone.ts", "export type Zone = string;\n");
        write("shop/package.json", """
                { "imports": {
                  "#lib/*": ["../lib/*.ts", "./app/lib/*.ts"],
                  "#lib/deep/*": { "node": "./none/*.ts", "import": { "require": "./none/*.ts", "default": "./app/deep/*.ts" } },
                  "#lib/no/*": null,
                  "#model": "./app/model/index.ts",
                  "#money": { "browser": "money", "default": "./none.ts" },
                  "#far/*": "./none/*.ts"
                } }
                """);
        write("shop/app/model/package.json", "{ // no JSON");
        write(
                "shop/app/model/index.ts",
                "export interface User { at: At; deep: Deep }\nimport type { At } from '../../../far/at';\nimport type { Deep } from '#lib/deep/type';\n");
        write("shop/app/deep/type.ts", "export type Deep = number;\n");
        write("shop/app/lib/all.ts", "export { Service } from 'titan';\nexport * as whole from '#lib/again';\n");
        write("shop/app/lib/again.ts", "export { Public } from 'titan';\n");
        write("shop/app/lib/no/type.ts", "export type No = number;\n");
        write("shop/app/services/users.ts", """
                import { Service, whole } from '#lib/all';
                import { Public } from '#lib/again';
                import type { User } from '#model';
                import type { Money } from '#money';
                import type { No } from '#lib/no/type';
                @Service('users') export class Users {
                  @Public() find(): User { throw 1; }
                  @whole.Public() pay(): Money { throw 1; }
                  @Public() none(): No { throw 1; }
                }
                """);
        ServiceContracts contracts = ServiceContracts.read(app.resolve("shop"), "../shop", List.of());
        assertEquals("""
                import type { Money } from "money";
                import type { Users as Users2 } from "../shop/app/services/users.js";

                /** The service users. */
                export interface Users {
                  find(): User;
                  pay(): Money;
                  none: Users2['none'];
                }

                export interface User { at: At; deep: Deep }

                export type At = Date | Zone;

                export type Zone = string;

                export type Deep = number;
                """, contracts.types());
        assertOneWarning(contracts, "'#lib/no/type' is not a path that tsconfig.json or package.json maps to a file");
    }

    @Test
    void publicFieldsAreMembersToo() throws IOException {
        write("app/services/users.ts", """
                import { Public, Service } from 'titan';
                @Service('users')
                export class Users {
                  /** What it says first. */
                  @Public() greeting = 'hello';
                  @Public({ readonly: true }) limits: Map<string, number> = new Map();
                  @Public({ readonly: false }) open?: boolean;
                  @Public() derived = make();
                  hidden = 1;
                }
                """);
        ServiceContracts contracts = read();
        assertEquals("""
                import type { Users as Users2 } from "../shop/app/services/users.js";

                /** The service users. */
                export interface Users {
                  /** What it says first. */
                  greeting: string;
                  readonly limits: Map<string, number>;
                  open: boolean;
                  derived: Users2['derived'];
                }
                """, contracts.types());
    }

    @Test
    void membersWhoseNamesAreQuotedKeepThem() throws IOException {
        write("app/services/users.ts", """
                import { Public, Service } from 'titan';
                @Service('users')
                export class Users {
                  @Public() 'by-name'(name: string): string { return name; }
                  @Public() 'all'(): string[] { return []; }
                  @Public() 'in-ferred'() { return 1; }
                }
                """);
        assertEquals("""
                import type { Users as Users2 } from "../shop/app/services/users.js";

                /** The service users. */
                export interface Users {
                  "by-name"(name: string): string;
                  all(): string[];
                  "in-ferred": Users2["in-ferred"];
                }
                """, read().types());
    }

    @Test
    void whatOnlyATypeCheckerKnowsIsTakenFromTheClass() throws IOException {
        write("app/services/users.ts", """
                import { Public, Service } from 'titan';
                const Schema = make();
                interface Half { other: Other }
                interface Other { schema: typeof Schema; half: Half }

                @Service('users@1.0.0')
                export default class Users {
                  @Public() inferred(id: string) { return id; }
                  @Public() checked(input: Half): void {}
                  @Public() plain(): string { return ''; }
                }
                """);
        ServiceContracts contracts = read();
        assertEquals("""
                import type Users2 from "../shop/app/services/users.js";

                /** The service users@1.0.0. */
                export interface Users {
                  inferred: Users2['inferred'];
                  checked: Users2['checked'];
                  plain(): string;
                }
                """, contracts.types());
        assertEquals(2, contracts.warnings().size());
        assertEquals("app/services/users.ts", contracts.warnings().get(0).file());
        assertEquals(8, contracts.warnings().get(0).line());
        assertTrue(contracts
                .warnings()
                .get(1)
                .message()
                .startsWith("Users.checked: typeof Schema is known to a type checker only"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatMayNotBeReadIsAFaultOfTheFileSystem() throws IOException {
        write("app/services/deep/a.ts", "export {};\n");
        Path deep = app.resolve("app/services/deep");
        Files.setPosixFilePermissions(deep, Set.of());
        try {
            assumeFalse(Files.isReadable(deep), "who may read everything");
            assertThrows(IOException.class, this::read);
        } finally {
            Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void otherFilesAndDecoratorsAreNoServices() throws IOException {
        String service = "import { Service } from 'titan';\n@Service('a@1.0.0') export class A {}\n";
        write("app/services/_shared.ts", service);
        write("app/services/a.test.ts", service);
        write("app/actions/a.ts", service);
        write("node_modules/x/app/services/a.ts", service);
        write("app/services/other.ts", "import { Service } from 'other';\n@Service('a@1.0.0') export class A {}\n");
        write("app/services/broken.ts", "export class {");
        assertEquals(List.of(), read().services());
    }
}
