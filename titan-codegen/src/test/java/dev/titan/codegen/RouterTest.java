package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.RoutePattern;
import dev.titan.routing.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTest {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");
    private static final String UUID = "018f3c2a-7b1d-7e4f-9a2b-0123456789af";

    @TempDir
    Path folder;

    private final RouteMatch match = new RouteMatch();

    @Test
    void answersWithTheRouteOfAPath() throws Exception {
        Router router = router("/", "/actions/user", "/actions/auth/login");
        assertFound(router, 0, "/");
        assertFound(router, 1, "/actions/user");
        assertFound(router, 2, "/actions/auth/login");
        for (String path : List.of(
                "/actions",
                "/actions/User",
                "/actions/user/",
                "/actions/user/x",
                "/actions/auth",
                "/actions//user",
                "//")) {
            assertEquals(Router.NOT_FOUND, router.route("GET", path, match), path);
        }
    }

    @Test
    void findsNothingInAnEmptyTable() throws Exception {
        assertEquals(Router.NOT_FOUND, router().route("GET", "/", match));
    }

    @Test
    void prefersTheMostSpecificRouteFromTheLeft() throws Exception {
        Router router = router(
                "/u/*rest",
                "/u/:id",
                "/u/:id<number>",
                "/u/:id<int>",
                "/u/:id<uuid>",
                "/u/me",
                "/u/:id/edit",
                "/u/me/*rest",
                "/u/:id/:tab",
                "/:x/me");
        assertFound(router, 5, "/u/me");
        assertFound(router, 3, "/u/42", "42");
        assertFound(router, 2, "/u/-4.5", "-4.5");
        assertFound(router, 4, "/u/" + UUID, UUID);
        assertFound(router, 1, "/u/4x", "4x");
        assertFound(router, 6, "/u/42/edit", "42");
        assertFound(router, 8, "/u/42/x", "42", "x");
        assertFound(router, 7, "/u/me/edit", "edit");
        assertFound(router, 0, "/u/42/x/y", "42/x/y");
        assertFound(router, 9, "/v/me", "v");
    }

    @Test
    void fallsThroughToALessSpecificRouteThatHasTheMethod() throws Exception {
        Router router = router(List.of(
                route("/u/me", "POST"),
                route("/u/:id<int>", "PUT"),
                route("/u/:id", "GET"),
                route("/u/*rest", "DELETE")));
        assertFound(router, 2, "/u/me", "me");
        assertEquals(0, router.route("POST", "/u/me", match));
        assertEquals(0, match.count());
        assertFound(router, 2, "/u/7", "7");
        assertEquals(3, router.route("DELETE", "/u/7", match));
        assertEquals("7", match.value(0));
        assertEquals(1, match.count());
    }

    @Test
    void listsTheMethodsOfAllRoutesThatFitThePath() throws Exception {
        Router router = router(
                List.of(route("/u/me", "POST"), route("/u/:id", "GET"), route("/u/*rest", "DELETE"), route("/any")));
        assertRefused(router, "PUT", "/u/me", "GET, HEAD, POST, DELETE, OPTIONS");
        assertRefused(router, "PUT", "/u/x", "GET, HEAD, DELETE, OPTIONS");
        assertRefused(router, "OPTIONS", "/u/x/y", "DELETE, OPTIONS");
        assertRefused(router, "OPTIONS", "/any", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        assertEquals(3, router.route("PROPFIND", "/any", match));
        assertEquals(Router.NOT_FOUND, router.route("PUT", "/u", match));
    }

    @Test
    void answersHeadByGetUnlessARouteNamesIt() throws Exception {
        Router router = router(
                List.of(route("/a", "GET"), route("/b", "GET"), route("/b", "HEAD"), route("/c"), route("/c", "GET")));
        assertEquals(0, router.route("HEAD", "/a", match));
        assertEquals(2, router.route("HEAD", "/b", match));
        assertEquals(4, router.route("HEAD", "/c", match));
        assertEquals(3, router.route("POST", "/c", match));
    }

    @Test
    void givesOptionsOnlyToARouteThatNamesIt() throws Exception {
        Router router = router(List.of(route("/a"), route("/a", "OPTIONS"), route("/b/:x", "OPTIONS", "GET")));
        assertEquals(1, router.route("OPTIONS", "/a", match));
        assertEquals(2, router.route("OPTIONS", "/b/1", match));
        assertRefused(router, "POST", "/b/1", "GET, HEAD, OPTIONS");
    }

    @Test
    void comparesInCanonicalPercentEncoding() throws Exception {
        Router router = router("/café/[x] y", "/café/:id/€", "/a'b\"\\u0041*/;\\");
        assertFound(router, 0, "/caf%C3%A9/%5Bx%5D%20y");
        assertFound(router, 1, "/caf%C3%A9/a%2Fb/%E2%82%AC", "a%2Fb");
        assertFound(router, 2, "/a'b%22%5Cu0041*/;%5C");
        assertEquals(Router.NOT_FOUND, router.route("GET", "/café/[x] y", match));
    }

    @Test
    void neverMatchesAParameterOrARestThatIsEmpty() throws Exception {
        Router router = router("/u/:id", "/f/*rest", "/s/:id/");
        assertEquals(Router.NOT_FOUND, router.route("GET", "/u/", match));
        assertEquals(Router.NOT_FOUND, router.route("GET", "/f/", match));
        assertEquals(Router.NOT_FOUND, router.route("GET", "/f", match));
        assertEquals(Router.NOT_FOUND, router.route("GET", "/f//etc", match));
        assertEquals(Router.NOT_FOUND, router.route("GET", "/s/x", match));
        assertFound(router, 1, "/f/a/", "a/");
        assertFound(router, 2, "/s/x/", "x");
    }

    @Test
    void keepsTheAuthorsTextInsideTheComments() throws Exception {
        SourceLocation hostile = SourceLocation.of("app/\\u002a/ evil \\u000a(*/\n\r).ts", 1, 1);
        Router router = router(
                List.of(new RouteEntry("/\\u000a*/:x", List.of(), new RouteEntry.Action("a", "default"), hostile)));
        assertFound(router, 0, "/%5Cu000a*/1", "1");
    }

    @Test
    void agreesWithTheReferenceOnGeneratedTables() throws Exception {
        long seed = Long.getLong("titan.seed", 1);
        Random random = new Random(seed);
        for (int table = 0; table < 25; table++) {
            List<RouteEntry> routes = generatedRoutes(random, 1 + random.nextInt(60));
            Router router = router(routes);
            Router reference = new ReferenceRouter(routes);
            for (int i = 0; i < 300; i++) {
                String path = generatedPath(random, routes);
                String method = METHODS.get(random.nextInt(METHODS.size()));
                RouteMatch expected = new RouteMatch();
                int route = reference.route(method, path, expected);
                String about = "-Dtitan.seed=" + seed + " " + method + " " + path + " in " + routes;
                assertEquals(route, router.route(method, path, match), about);
                assertEquals(route >= 0 ? values(expected) : List.of(), route >= 0 ? values(match) : List.of(), about);
                assertEquals(expected.allow(), match.allow(), about);
            }
        }
    }

    @Test
    void compilesThousandsOfRoutes() throws Exception {
        List<RouteEntry> routes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String pattern = switch (i % 5) {
                case 0 -> "/actions/p" + i;
                case 1 -> "/actions/p" + i + "/:id<int>";
                case 2 -> "/x/:id/p" + i;
                case 3 -> "/y/p" + i % 50 + "/:a/q" + i + "/:b";
                default -> "/z/p" + i + "/*rest";
            };
            routes.add(route(pattern, i % 2 == 0 ? "GET" : "POST"));
        }
        CompiledRouter compiled = new RouterCompiler(folder).compile(routes);
        ReferenceRouter reference = new ReferenceRouter(routes);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            String path = generatedPath(random, routes);
            assertEquals(
                    reference.route("GET", path, new RouteMatch()),
                    compiled.router().route("GET", path, match),
                    path);
        }
        assertTrue(compiled.classes().size() > 1);
    }

    @Test
    void keepsEveryMethodSmallEnoughForTheJustInTimeCompiler() {
        List<RouteEntry> routes =
                IntStream.range(0, 3_000).mapToObj(i -> route("/actions/p" + i)).toList();
        int longest = 0;
        int cases = 0;
        for (String line : RouterSource.of(routes).lines().toList()) {
            cases = line.contains("switch (") ? 0 : cases + (line.contains("case ") ? 1 : 0);
            longest = Math.max(longest, cases);
        }
        assertTrue(longest <= 100, () -> "a switch is too long");
    }

    private Router router(String... patterns) throws Exception {
        return router(List.of(patterns).stream().map(pattern -> route(pattern)).toList());
    }

    private Router router(List<RouteEntry> routes) throws Exception {
        return new RouterCompiler(folder).compile(routes).router();
    }

    private static RouteEntry route(String pattern, String... methods) {
        return new RouteEntry(
                pattern,
                List.of(methods),
                new RouteEntry.Action("a", "default"),
                SourceLocation.of("app/actions/a.ts", 1, 1));
    }

    private void assertFound(Router router, int route, String path, String... values) {
        assertEquals(route, router.route("GET", path, match), path);
        assertEquals(List.of(values), values(match), path);
    }

    private void assertRefused(Router router, String method, String path, String allow) {
        assertEquals(Router.METHOD_NOT_ALLOWED, router.route(method, path, match), path);
        assertEquals(allow, match.allow(), path);
    }

    private static List<String> values(RouteMatch match) {
        return IntStream.range(0, match.count()).mapToObj(match::value).toList();
    }

    private static List<RouteEntry> generatedRoutes(Random random, int count) {
        List<RouteEntry> routes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        while (routes.size() < count && taken.size() < 5 * count) {
            StringBuilder pattern = new StringBuilder();
            int segments = 1 + random.nextInt(4);
            for (int i = 0; i < segments; i++) {
                boolean last = i == segments - 1;
                pattern.append('/')
                        .append(
                                switch (random.nextInt(last ? 12 : 9)) {
                                    case 0 -> ":p" + i;
                                    case 1 -> ":p" + i + "<int>";
                                    case 2 -> ":p" + i + "<number>";
                                    case 3 -> ":p" + i + "<uuid>";
                                    case 10 -> "*rest";
                                    case 11 -> "";
                                    default -> literal(random);
                                });
            }
            List<String> methods = new ArrayList<>();
            while (random.nextInt(3) > 0) {
                String method = METHODS.get(random.nextInt(METHODS.size() - 1));
                if (!methods.contains(method)) {
                    methods.add(method);
                }
            }
            String shape = RoutePattern.parse(pattern.toString()).shape();
            boolean free =
                    methods.isEmpty() ? taken.add(shape) : methods.stream().allMatch(m -> taken.add(m + shape));
            if (free) {
                routes.add(route(pattern.toString(), methods.toArray(String[]::new)));
            }
        }
        return routes;
    }

    private static String literal(Random random) {
        List<String> literals = List.of("a", "ab", "b", "7", "c d", "é", "users", UUID);
        return literals.get(random.nextInt(literals.size()));
    }

    private static String generatedPath(Random random, List<RouteEntry> routes) {
        String shape = RoutePattern.parse(
                        routes.get(random.nextInt(routes.size())).pattern())
                .shape();
        String path = shape.replace("<int>", "-12")
                .replace("<number>", random.nextBoolean() ? "1.5" : "7")
                .replace("<uuid>", UUID)
                .replace("<string>", random.nextBoolean() ? "a" : "c%20d")
                .replace("<*>", random.nextBoolean() ? "a/7" : "ab");
        return switch (random.nextInt(6)) {
            case 0 -> path + "/";
            case 1 -> path + "/a";
            case 2 -> path.replaceFirst("a", "7");
            case 3 -> path.substring(0, Math.max(1, path.lastIndexOf('/')));
            default -> path;
        };
    }
}
