package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.DiagnosticException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HandlersTest extends AppScenario {
    private static final Bundler BUNDLER = new Bundler(Mode.PRODUCTION, Map.of(), EngineOptions.DEFAULTS);
    private static final String VALID =
            "  note: an action is the default export, or the only export made by defineAction, or one export for each method"
                    + " (GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS), or a socket export\n";

    @AfterAll
    static void close() {
        BUNDLER.close();
    }

    /** Each handler of app/actions/a.ts as {@code export METHOD,METHOD line:column}. */
    private List<String> handlers(String code) throws Exception {
        app.file("app/actions/a.ts", code);
        List<Handler> handlers = BUNDLER.bundle(app.root()).actions().get(0).handlers();
        return handlers.stream()
                .map(handler -> handler.export() + " " + String.join(",", handler.methods()) + " "
                        + handler.location().toString().replace("app/actions/a.ts:", ""))
                .toList();
    }

    private String refusal(String code) {
        DiagnosticException refused = assertThrows(DiagnosticException.class, () -> handlers(code));
        return AppFolder.print(refused.diagnostics());
    }

    @Test
    void takesTheDefaultExport() throws Exception {
        assertEquals(List.of("default  1:8"), handlers("export default (req) => 1;"));
        assertEquals(List.of("default  1:8"), handlers("export default function (req) {}"));
        assertEquals(List.of("default  1:8"), handlers("export default async function* named(req) {}"));
        assertEquals(List.of("default  1:8"), handlers("export default defineAction((req) => 1);"));
        assertEquals(
                List.of("default  1:8"),
                handlers("export default withAuth((req) => 1);\ndeclare const withAuth: any;"));
    }

    @Test
    void takesTheOnlyExportMadeByDefineAction() throws Exception {
        assertEquals(
                List.of("getUser  2:14"),
                handlers(
                        "export const schema = {};\nexport const getUser = defineAction((req) => 1);\nexport function help() {}"));
        assertEquals(List.of("a  1:7"), handlers("const b = defineAction(() => 1);\nexport { b as a };"));
        assertEquals(List.of("a  2:14"), handlers("const b = defineAction(() => 1);\nexport const a = b;"));
        assertEquals(List.of("a  1:12"), handlers("export let a = defineAction(() => 1) satisfies unknown as any;"));
    }

    @Test
    void knowsDefineActionUnderItsOtherNames() throws Exception {
        assertEquals(
                List.of("a  2:14"),
                handlers("import { defineAction as action } from 'titan';\nexport const a = action(() => 1);"));
        assertEquals(
                List.of("a  2:14"),
                handlers("import * as titan from 'titan';\nexport const a = titan.defineAction(() => 1);"));
        assertEquals(List.of("a  1:14"), handlers("export const a = globalThis.defineAction(() => 1);"));
        assertEquals(List.of("a  2:14"), handlers("const action = defineAction;\nexport const a = action(() => 1);"));
    }

    @Test
    void doesNotTakeAnotherFunctionOfThatNameForIt() {
        app.file("app/actions/_own.ts", "export function defineAction(f: unknown) { return f }");
        assertTrue(refusal("import { defineAction } from './_own';\nexport const a = defineAction(() => 1);")
                .startsWith("error TITAN_B302: no export of the file is an action: a (the result of a call)\n"));
    }

    @Test
    void followsAnActionThroughAnotherFile() throws Exception {
        app.file("app/actions/_impl.ts", "export const impl = defineAction(() => 1);");
        assertEquals(
                "list",
                BUNDLER.bundle(app.file("app/actions/a.ts", "export { impl as list } from './_impl';")
                                .root())
                        .actions()
                        .get(0)
                        .handlers()
                        .get(0)
                        .export());
    }

    @Test
    void findsTheActionInAModuleThatIsInitialisedLater() throws Exception {
        app.file("app/actions/_b.ts", "export const later = () => import('./a');");
        assertEquals(
                List.of("getUser POST 2:14"),
                handlers(
                        "import { later } from './_b';\nexport const getUser = defineAction({ methods: ['POST'] }, () => later());"));
    }

    @Test
    void takesOneExportForEachMethod() throws Exception {
        assertEquals(
                List.of("GET GET 1:14", "POST POST 1:29", "DELETE DELETE 2:17"),
                handlers(
                        "export const GET = () => 1, POST = defineAction(() => 2);\nexport function DELETE() {}\nexport const help = 1;"));
        assertEquals(
                List.of("GET GET 1:16", "POST POST 1:21"),
                handlers("export const { GET, POST } = makeHandlers();\ndeclare function makeHandlers(): any;"));
        assertEquals(
                List.of("GET GET 1:14", "POST POST 2:14"),
                handlers("export const GET = defineAction(() => 1);\nexport const POST = GET;"));
    }

    @Test
    void allowsASocketAloneAndBesideOthers() throws Exception {
        assertEquals(List.of("socket WEBSOCKET 1:14"), handlers("export const socket = { open() {} };"));
        assertEquals(
                List.of("default  2:8", "socket WEBSOCKET 1:14"),
                handlers("export const socket = {};\nexport default () => 1;"));
        assertEquals(
                List.of("GET GET 1:14", "socket WEBSOCKET 2:14"),
                handlers(
                        "export const GET = defineAction(() => 1);\nexport const socket = defineSocket({});\ndeclare function defineSocket(a: any): any;"));
    }

    @Test
    void refusesASocketThatIsAFunction() {
        String refused = refusal("export function socket() {}\nexport default () => 1;");
        assertTrue(refused.contains("the export socket is a function, not an object of handlers"), refused);
    }

    @Test
    void takesAnActionThatIsExportedTwice() throws Exception {
        assertEquals(
                List.of("default  2:8"),
                handlers("export const getUser = defineAction(() => 1);\nexport default getUser;"));
        assertEquals(List.of("a  1:7"), handlers("const x = defineAction(() => 1);\nexport { x as a, x as b };"));
    }

    @Test
    void readsTheMethods() throws Exception {
        assertEquals(
                List.of("a POST,PUT 1:14"),
                handlers("export const a = defineAction({ methods: ['POST', `PUT`, 'POST'], query: {} }, () => 1);"));
        assertEquals(
                List.of("default DELETE 3:8"),
                handlers(
                        "const methods = ['DELETE'] as const;\nconst common = { methods };\nexport default defineAction({ ...common, query: {} }, () => 1);"));
        assertEquals(List.of("a  1:14"), handlers("export const a = defineAction({ query: {} }, () => 1);"));
        assertEquals(
                List.of("a GET 1:14"),
                handlers(
                        "export const a = defineAction({ ...makeOptions(), 'methods': ['GET'] }, () => 1);\ndeclare function makeOptions(): any;"));
        assertEquals(
                List.of("POST POST 1:14"),
                handlers("export const POST = defineAction({ methods: ['POST'] }, () => 1);"));
    }

    @Test
    void refusesMethodsThatCannotBeRead() {
        String help = "  help: write them as a list of strings in the options: { methods: ['GET', 'POST'] }\n";
        assertEquals("""
                error TITAN_B303: the methods of an action have to be readable without running it
                  app/actions/a.ts:1:42
                    1 │ export const a = defineAction({ methods: process.env.METHODS }, () => 1);
                      ╵                                          ~~~~~~~~~~~~~~~~~~~
                """ + help, refusal("export const a = defineAction({ methods: process.env.METHODS }, () => 1);"));
        for (String options : List.of(
                "{ methods: 'POST' }", "{ ...options() }", "options()", "{ [key()]: 1 }", "{ methods: [key()] }")) {
            String refusal = refusal("export const a = defineAction(" + options
                    + ", () => 1);\ndeclare function options(): any;\ndeclare function key(): any;");
            assertTrue(refusal.startsWith("error TITAN_B303: the methods of an action have to be"), refusal);
        }
    }

    @Test
    void refusesWrongMethods() {
        assertEquals("""
                error TITAN_B303: 'post' is not a method an action can answer
                  app/actions/a.ts:1:42
                    1 │ export const a = defineAction({ methods: ['post', 'GTE'] }, () => 1);
                      ╵                                          ~~~~~~~~~~~~~~~
                  help: write 'POST'; valid are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS
                error TITAN_B303: 'GTE' is not a method an action can answer
                  app/actions/a.ts:1:42
                    1 │ export const a = defineAction({ methods: ['post', 'GTE'] }, () => 1);
                      ╵                                          ~~~~~~~~~~~~~~~
                  help: write 'GET'; valid are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS
                """, refusal("export const a = defineAction({ methods: ['post', 'GTE'] }, () => 1);"));
        assertTrue(refusal("export const a = defineAction({ methods: [] }, () => 1);")
                .startsWith("error TITAN_B303: the list of methods is empty"));
        assertTrue(refusal("export const GET = defineAction({ methods: ['POST'] }, () => 1);")
                .startsWith("error TITAN_B303: the export GET answers GET only, its options say POST\n"));
    }

    @Test
    void refusesAFileWithoutExports() {
        assertEquals(
                "error TITAN_B300: the file exports nothing, so it has no action\n  app/actions/a.ts:1:1\n" + VALID
                        + "  help: export the action, or begin the file's name with _ if it is none\n",
                refusal("const a = 1;"));
        assertTrue(refusal("").startsWith("error TITAN_B300: "));
    }

    @Test
    void refusesSeveralActions() {
        assertEquals(
                """
                error TITAN_B301: the file exports 2 actions: getUser, putUser
                  app/actions/a.ts:1:14
                    1 │ export const getUser = defineAction(() => 1);
                      ╵              ~~~~~~~
                  note: putUser is an action
                    app/actions/a.ts:2:14
                      2 │ export const putUser = defineAction(() => 1);
                        ╵              ~~~~~~~
                """ + VALID + "  help: keep one here and move the others to files of their own\n",
                refusal(
                        "export const getUser = defineAction(() => 1);\nexport const putUser = defineAction(() => 1);\n"));
        assertTrue(refusal("export default () => 1;\nexport const GET = () => 1;")
                .startsWith("error TITAN_B301: the file exports 2 actions: the default export, GET\n"));
        assertTrue(refusal("export const GET = () => 1;\nexport const a = defineAction(() => 1);")
                .startsWith("error TITAN_B301: the file exports 2 actions: GET, a\n"));
    }

    @Test
    void refusesOtherExports() {
        assertEquals(
                """
                error TITAN_B302: no export of the file is an action: LIMIT (a number), getUser (a function)
                  app/actions/a.ts:2:14
                    2 │ export const LIMIT = 10;
                      ╵              ~~~~~
                """
                        + VALID
                        + "  help: export const getUser = defineAction((req) => …), or make the function the default export\n",
                refusal("export function getUser() {}\nexport const LIMIT = 10;\n"));
        assertTrue(refusal("export const get = () => 1;").contains("help: method names are upper case: export GET\n"));
        assertTrue(refusal("export const [a, b] = [1, 2];").contains("a (a value), b (a value)"));
        assertTrue(refusal("export * from 'titan';").contains("* (everything of another module)"));
    }

    @Test
    void refusesADefaultExportThatCannotBeCalled() {
        assertEquals("""
                error TITAN_B302: the default export is an object, not an action
                  app/actions/a.ts:1:8
                    1 │ export default { fetch() {} };
                      ╵        ~~~~~~~~~
                  help: export default defineAction((req) => …)
                """, refusal("export default { fetch() {} };"));
        assertTrue(refusal("export default class {}").contains("the default export is a class"));
        assertTrue(refusal("export default 'text'").contains("the default export is a string"));
        assertTrue(refusal("export const GET = 1").contains("the export GET is a number, not an action"));
    }

    @Test
    void refusesCommonJs() throws Exception {
        app.file("app/actions/b.js", "// An action\nconst own = { module: 1 };\nmodule.exports = () => own.module;");
        assertEquals("""
                error TITAN_B304: the file is a CommonJS module, an action is an ES module
                  app/actions/b.js:3:1
                    3 │ module.exports = () => own.module;
                      ╵ ~~~~~~
                  help: write export const … = defineAction(…) instead of exports or module.exports
                """, refusal("export default () => 1;"));
        app.file("app/actions/b.js", "const name = 'GET';\nfunction add(f) {\n  exports[name] = f;\n}\nadd(() => 1);");
        assertTrue(refusal("export default () => 1;").contains("app/actions/b.js:3:3"));
    }
}
