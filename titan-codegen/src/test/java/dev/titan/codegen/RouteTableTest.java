package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.RouteEntry;
import dev.titan.model.RouteEntry.Action;
import dev.titan.model.RouteEntry.Redirect;
import dev.titan.model.RouteEntry.Reply;
import dev.titan.model.SourceLocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static final SourceLocation AT = SourceLocation.of("app/actions/x.ts", 2, 14);
    private static final ActionEntry USER = new ActionEntry(
            "user", "/actions/user", "app/actions/user.ts", List.of(new Handler("default", List.of(), AT)));
    private static final ActionEntry ITEM = new ActionEntry(
            "items/[id]",
            "/actions/items/:id",
            "app/actions/items/[id].ts",
            List.of(new Handler("GET", List.of("GET"), AT), new Handler("POST", List.of("POST"), AT)));
    private static final ActionEntry SOCKET =
            new ActionEntry("chat", "/actions/chat", "app/actions/chat.ts", List.of());
    private static final List<ActionEntry> ACTIONS = List.of(USER, ITEM, SOCKET);
    private static final String IMPORT = "import { route } from 'titan';\n";

    @Test
    void givesEachHandlerOfAFileARoute() throws Exception {
        assertEquals(
                List.of(
                        new RouteEntry("/actions/user", List.of(), new Action("user", "default"), AT),
                        new RouteEntry("/actions/items/:id", List.of("GET"), new Action("items/[id]", "GET"), AT),
                        new RouteEntry("/actions/items/:id", List.of("POST"), new Action("items/[id]", "POST"), AT)),
                RouteTable.of(ACTIONS, null));
    }

    @Test
    void addsTheRoutesOfAppRoutesWithTheirPlaces() throws Exception {
        assertEquals(
                """
                GET /u/:id<number> -> user.default at app/routes.ts:2:7
                POST /i/:id -> items/[id].POST at app/routes.ts:3:9
                GET /i/:id -> items/[id].GET at app/routes.ts:4:7
                POST /i/:id<int> -> items/[id].POST at app/routes.ts:4:43""",
                written(
                        IMPORT
                                + "route.get('/u/:id<number>', 'user');\n  route.post('/i/:id', 'items/[id]');\nroute.get('/i/:id', 'items/[id]');  route.post('/i/:id<int>', 'items/[id]')"));
    }

    @Test
    void takesTheNameOfAFolderForItsIndex() throws Exception {
        ActionEntry index = new ActionEntry(
                "auth/index",
                "/actions/auth",
                "app/actions/auth/index.ts",
                List.of(new Handler("default", List.of(), AT)));
        List<RouteEntry> routes = RouteTable.of(
                List.of(index), RoutesBundle.of(IMPORT + "route.get('/a', 'auth');route.get('/b', 'auth/index')"));
        assertEquals(
                List.of(new Action("auth/index", "default"), new Action("auth/index", "default")),
                routes.stream().skip(1).map(RouteEntry::target).toList());
    }

    @Test
    void givesAllMethodsOfAnActionByAll() throws Exception {
        assertEquals("""
                * /u -> user.default at app/routes.ts:2:7
                GET /i -> items/[id].GET at app/routes.ts:3:7
                POST /i -> items/[id].POST at app/routes.ts:3:7""", written(IMPORT + "route.all('/u', 'user');\nroute.all('/i', 'items/[id]');"));
    }

    @Test
    void readsADefaultExport() throws Exception {
        assertEquals(
                "PUT /u -> user.default at app/routes.ts:1:33",
                written("export default (route) => route.put('/u', 'user');"));
    }

    @Test
    void prefixesGroupsHoweverTheyAreNested() throws Exception {
        assertEquals("""
                GET /api -> user.default at app/routes.ts:3:5
                GET /api/v1/a -> user.default at app/routes.ts:5:7
                GET /api/b -> user.default at app/routes.ts:6:7
                GET /api/v1/c -> user.default at app/routes.ts:7:11
                GET /api/d/ -> user.default at app/routes.ts:9:9
                GET /e -> user.default at app/routes.ts:11:7""", written(IMPORT + """
                                route.group('/api', (r) => {
                                  r.get('/', 'user');
                                  r.group('/v1/', (s) => {
                                    s.get('/a', 'user');
                                    r.get('/b', 'user');
                                    route.get('/c', 'user');
                                  });
                                  route.get('/d/', 'user');
                                });
                                route.get('/e', 'user');"""));
    }

    @Test
    void readsRedirects() throws Exception {
        List<RouteEntry> routes = only(IMPORT
                + "route.redirect('/old/:id', '/new/:id');\nroute.redirect('/x', 'https://example.com:8080/y', 308);");
        assertEquals(new Redirect("/new/:id", 302), routes.get(0).target());
        assertEquals(List.of(), routes.get(0).methods());
        assertEquals(
                new Redirect("https://example.com:8080/y", 308), routes.get(1).target());
    }

    @Test
    void readsRepliesAsAnActionsReturnValueWouldBe() throws Exception {
        List<RouteEntry> routes = only(IMPORT + """
                        route.reply('/a', 'pong');
                        route.reply('/b', { status: 201, headers: { 'X-Count': 3 }, body: { b: 1, a: [] } });
                        route.reply('/c', { status: 204 });
                        route.reply('/d', { hello: 'you' });
                        route.reply('/e', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' });
                        route.reply('/f', [1, 2]);""");
        assertEquals(
                List.of(
                        new Reply(200, Map.of("content-type", "text/plain; charset=utf-8"), "pong"),
                        new Reply(
                                201, Map.of("content-type", "application/json", "x-count", "3"), "{\"b\":1,\"a\":[]}"),
                        new Reply(204, Map.of(), ""),
                        new Reply(200, Map.of("content-type", "application/json"), "{\"hello\":\"you\"}"),
                        new Reply(200, Map.of("content-type", "text/html"), "<p>"),
                        new Reply(200, Map.of("content-type", "application/json"), "[1,2]")),
                routes.stream().map(RouteEntry::target).toList());
    }

    @Test
    void collectsEverythingThatIsWrong() {
        assertEquals("""
                app/routes.ts:2:7+3 TITAN_R103 there is no action 'usr' | did you mean 'user'?
                app/routes.ts:3:7+3 TITAN_R103 there is no action '/actions/user.ts' | did you mean 'user'?
                app/routes.ts:4:7+3 TITAN_R103 there is no action 'zzzzzzzz' | actions are 'user', 'items/[id]', 'chat'
                app/routes.ts:5:7+3 TITAN_R104 action 'items/[id]' does not answer PUT: it answers GET, POST |\s
                app/routes.ts:6:7+3 TITAN_R104 action 'chat' does not answer GET: it has no handler |\s
                app/routes.ts:7:7+3 TITAN_R101 an action is named by a string, not a function | write the path of its file below app/actions without extension, such as 'auth/login'
                app/routes.ts:8:7+3 TITAN_R101 a route's path is a string, not 7 | write it as the first argument, such as '/u/:id'
                app/routes.ts:9:7+5 TITAN_R101 route.group takes a path and a function, not undefined | write route.group('/api', (route) => { … })""", faults(IMPORT + """
                                route.get('/a', 'usr');
                                route.get('/b', '/actions/user.ts');
                                route.get('/c', 'zzzzzzzz');
                                route.put('/d', 'items/[id]');
                                route.get('/e', 'chat');
                                route.get('/f', () => 1);
                                route.get(7, 'user');
                                route.group('/g');"""));
    }

    @Test
    void suggestsThePatternThatWasMeant() {
        assertEquals(
                """
                'u' is not a path for a route: a path begins with a slash | write '/u'
                '/u/[id]' is not a path for a route: a parameter is written ':name', the rest of a path '*name' | write '/u/:id'
                '/f/[...path]' is not a path for a route: a parameter is written ':name', the rest of a path '*name' | write '/f/*path'
                '/u/{id}' is not a path for a route: a parameter is written ':name', the rest of a path '*name' | write '/u/:id'
                '/f/*' is not a path for a route: a parameter is written ':name', the rest of a path '*name' | write '/f/*rest'
                '/u/:id?' is not a path for a route: no segment is optional | write two routes, '/u' and '/u/:id'
                '/u/:id<nummer>' is not a path for a route: there is no parameter type 'nummer' | did you mean 'number'?
                '/u/:id<date>' is not a path for a route: there is no parameter type 'date' | types are int, number, string, uuid
                '/u?x=1' is not a path for a route: query and fragment are not part of a path | write '/u'
                '/caf%C3%A9' is not a path for a route: a pattern is not percent-encoded | write '/café'
                '/a/../b' is not a path for a route: no request has the segment '..': it is resolved before |\s
                '/:a/:a' is not a path for a route: two parameters are named 'a' |\s""",
                List.of(
                                "u",
                                "/u/[id]",
                                "/f/[...path]",
                                "/u/{id}",
                                "/f/*",
                                "/u/:id?",
                                "/u/:id<nummer>",
                                "/u/:id<date>",
                                "/u?x=1",
                                "/caf%C3%A9",
                                "/a/../b",
                                "/:a/:a")
                        .stream()
                        .map(pattern -> faults(IMPORT + "route.get('" + pattern + "', 'user')")
                                .replace("app/routes.ts:2:7+3 TITAN_R102 ", ""))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void refusesRedirectsAndRepliesThatCannotBeSent() {
        assertEquals(
                """
                TITAN_R106 a redirect cannot lead to 'new'
                TITAN_R106 a redirect cannot lead to '//evil'
                TITAN_R106 a redirect has the status 301, 302, 303, 307 or 308, not 200
                TITAN_R106 '/d/:id' has no parameter 'ID' to redirect with
                TITAN_R106 '/e' redirects to itself
                TITAN_R107 a reply is a text, JSON, or an object of status, headers and body, not undefined
                TITAN_R107 a reply has a status from 200 to 599, not 99
                TITAN_R107 the header 'x' cannot be sent with 'a
                b'
                TITAN_R107 a reply is a text, JSON, or an object of status, headers and body, not a function""",
                faults(IMPORT + """
                                        route.redirect('/a', 'new');
                                        route.redirect('/b', '//evil');
                                        route.redirect('/c', '/new', 200);
                                        route.redirect('/d/:id', '/new/:ID');
                                        route.redirect('/e', '/e');
                                        route.reply('/f');
                                        route.reply('/g', { status: 99 });
                                        route.reply('/h', { status: 200, headers: { x: 'a\\nb' } });
                                        route.reply('/i', () => 'x');""")
                        .lines()
                        .map(line -> line.replaceFirst("^app\\S+ ", "").replaceFirst(" \\|.*", ""))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void refusesTwoRoutesForOneMethodAndShape() {
        List<Diagnostic> found = diagnostics(IMPORT + """
                route.post('/x/:id', 'user');
                route.post('/x/:name', 'user');
                route.all('/actions/user', 'user');
                route.get('/actions/user', 'user');
                route.get('/x/:id', 'user');
                route.post('/x/:id<int>', 'user');""");
        assertEquals(
                List.of(
                        "app/routes.ts:3:7+4 TITAN_R105 two routes answer POST /x/:name | ",
                        "app/routes.ts:4:7+3 TITAN_R105 two routes answer /actions/user | "),
                found.stream().map(RouteTableTest::print).toList());
        assertEquals("the other is here, as /x/:id", found.get(0).notes().get(0).text());
        assertEquals(
                "app/routes.ts:2:7", String.valueOf(found.get(0).notes().get(0).location()));
        assertEquals(AT, found.get(1).notes().get(0).location());
    }

    @Test
    void showsWhereTheScriptFailed() {
        assertEquals(
                "app/routes.ts:2:1+4 TITAN_R100 app/routes.ts failed: ReferenceError: nope is not defined | ",
                faults(IMPORT + "nope();"));
        assertEquals(
                "app/routes.ts:1:24+3 TITAN_R100 app/routes.ts failed: Error: t.env is not there in app/routes.ts: it is run once, when the app is built | ",
                faults("export default () => t.env;"));
        assertTrue(faults("import { router } from 'titan';\nrouter();").contains("'router'"));
        assertTrue(faults("export default async () => {};").contains("is async"));
        assertTrue(faults("import { builtin } from 'titan:node';\nbuiltin('async-hooks');")
                .contains("node:async_hooks is not there in app/routes.ts"));
    }

    /** With no time at all it is over before there is an isolate that could be ended. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsAScriptThatDoesNotEnd(int millis) {
        DiagnosticException e = assertThrows(
                DiagnosticException.class,
                () -> RouteTable.of(ACTIONS, RoutesBundle.of("for (;;) {}"), Duration.ofMillis(millis)));
        assertTrue(e.getMessage().contains("app/routes.ts failed: it does not end"), e.getMessage());
    }

    private static List<RouteEntry> only(String code) throws DiagnosticException {
        List<RouteEntry> all = RouteTable.of(ACTIONS, RoutesBundle.of(code));
        return all.subList(3, all.size());
    }

    private static String written(String code) throws DiagnosticException {
        return only(code).stream()
                .map(route -> (route.methods().isEmpty() ? "*" : String.join(",", route.methods())) + " "
                        + route.pattern() + " -> " + ((Action) route.target()).action() + "."
                        + ((Action) route.target()).export() + " at " + route.location())
                .collect(Collectors.joining("\n"));
    }

    private static String faults(String code) {
        return diagnostics(code).stream().map(RouteTableTest::print).collect(Collectors.joining("\n"));
    }

    private static List<Diagnostic> diagnostics(String code) {
        return assertThrows(DiagnosticException.class, () -> RouteTable.of(ACTIONS, RoutesBundle.of(code)))
                .diagnostics();
    }

    private static String print(Diagnostic d) {
        int length = d.location() == null ? 0 : d.location().length();
        return d.location() + "+" + length + " " + d.code() + " " + d.text() + " | " + d.suggestion();
    }
}
