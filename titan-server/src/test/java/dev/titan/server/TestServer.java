package dev.titan.server;

import dev.titan.config.AppEnvironment;
import dev.titan.config.Limits;
import dev.titan.config.Mode;
import dev.titan.config.NetPermission;
import dev.titan.config.SessionConfig;
import dev.titan.config.Sockets;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.Manifest;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.Router;
import dev.titan.runtime.App;
import dev.titan.runtime.RuntimeConfig;
import dev.titan.runtime.RuntimeListener;
import dev.titan.runtime.StoreSettings;
import dev.titan.runtime.TitanRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real server on loopback with an app made of function bodies. */
public final class TestServer implements AutoCloseable {
    private final TitanServer server;
    private final InetSocketAddress address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final TitanRuntime runtime;

    private TestServer(TitanServer server, TitanRuntime runtime, InetSocketAddress address) {
        this.server = server;
        this.runtime = runtime;
        this.address = address;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** One action at /actions/test, with this body of a function of {@code req}. */
    public static TestServer of(String body) throws Exception {
        return builder().action("/actions/test", body).start();
    }

    public TitanServer server() {
        return server;
    }

    public TitanRuntime runtime() {
        return runtime;
    }

    public int port() {
        return address.getPort();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public RawConnection connect() throws Exception {
        return new RawConnection(port());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Collects an app and its configuration. */
    public static final class Builder {
        private final List<ActionEntry> actions = new ArrayList<>();
        private final List<RouteEntry> routes = new ArrayList<>();
        private final List<Bundle> bundles = new ArrayList<>();
        private Limits limits = TestLimits.QUICK;
        private UnaryOperator<TitanConfig.Server> options = options -> options;
        private Sockets sockets = Sockets.DEFAULTS;
        private SessionConfig session = SessionConfig.DEFAULTS;
        private Mode mode = Mode.PRODUCTION;
        private @Nullable Development development;
        private RuntimeListener listener = RuntimeListener.NONE;
        private Path files = Path.of("does-not-exist");

        public Builder action(String pattern, String body, String... methods) {
            String id = "a" + actions.size();
            SourceLocation place = SourceLocation.of("app/actions/" + id + ".ts", 1, 1);
            actions.add(new ActionEntry(
                    id, pattern, place.file(), List.of(new ActionEntry.Handler("default", List.of(methods), place))));
            bundles.add(new Bundle(
                    "titan:///actions/" + id + ".js",
                    "export default defineAction(async (req) => {" + body + "\n});",
                    "{}"));
            return route(pattern, new RouteEntry.Action(id, "default"), methods);
        }

        /** The socket of an action, with these members of its definition. */
        public Builder socket(String pattern, String members) {
            String id = "a" + actions.size();
            SourceLocation place = SourceLocation.of("app/actions/" + id + ".ts", 1, 1);
            actions.add(new ActionEntry(
                    id,
                    pattern,
                    place.file(),
                    List.of(new ActionEntry.Handler("socket", List.of("WEBSOCKET"), place))));
            bundles.add(new Bundle(
                    "titan:///actions/" + id + ".js",
                    "import { defineSocket, HttpError } from 'titan'; export const socket = defineSocket({" + members
                            + "\n});",
                    "{}"));
            return route(pattern, new RouteEntry.Action(id, "socket"), "WEBSOCKET");
        }

        public Builder route(String pattern, RouteEntry.Target target, String... methods) {
            SourceLocation place = SourceLocation.of("app/routes.ts", 1, 1);
            routes.add(new RouteEntry(pattern, List.of(methods), target, place));
            return this;
        }

        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        public Builder session(SessionConfig session) {
            this.session = session;
            return this;
        }

        public Builder sockets(Sockets sockets) {
            this.sockets = sockets;
            return this;
        }

        public Builder options(UnaryOperator<TitanConfig.Server> options) {
            this.options = options;
            return this;
        }

        public Builder development() {
            mode = Mode.DEVELOPMENT;
            return this;
        }

        /** With what only development has. */
        public Builder development(Development tools) {
            development = tools;
            return development();
        }

        /** Is told what happens in the runtime. */
        public Builder listener(RuntimeListener told) {
            listener = told;
            return this;
        }

        public Builder files(Path folder) {
            files = folder;
            return this;
        }

        public TestServer start() throws Exception {
            TitanConfig base = TitanConfig.DEFAULTS;
            TitanConfig.Server defaults = base.server();
            TitanConfig.Server loopback = new TitanConfig.Server(
                    0,
                    "127.0.0.1",
                    defaults.trustedProxies(),
                    defaults.compression(),
                    defaults.accessLog(),
                    defaults.cors(),
                    defaults.tls(),
                    defaults.http2(),
                    defaults.multipartFileThresholdBytes(),
                    defaults.managementPort());
            TitanConfig config = new TitanConfig(
                    options.apply(loopback),
                    1,
                    base.log(),
                    limits,
                    base.permissions(),
                    base.bundle(),
                    base.db(),
                    base.cache(),
                    base.redis(),
                    base.tasks(),
                    sockets,
                    session,
                    base.services(),
                    base.netron(),
                    Map.of());
            RuntimeMetrics metrics = new RuntimeMetrics();
            TitanRuntime runtime = new TitanRuntime(
                    new RuntimeConfig(
                                    1,
                                    limits,
                                    AppEnvironment.EMPTY,
                                    Map.of(),
                                    false,
                                    NetPermission.of(List.of("127.0.0.1")))
                            .withDatabase(new DatabaseSettings(base.db(), files))
                            .withStores(new StoreSettings(base.cache(), base.redis(), base.tasks(), session)),
                    RuntimeListener.all(metrics, listener));
            PublicFiles folders = new PublicFiles.Folder(files.resolve("public"), files.resolve("data"));
            TitanServer server = development == null
                    ? TitanServer.create(config, mode, runtime, folders, metrics)
                    : TitanServer.create(config, runtime, folders, development);
            runtime.load(new App(
                    new Manifest("test", "test", actions, routes, List.of()),
                    new PlainRouter(routes),
                    bundles,
                    List.of()));
            try {
                return new TestServer(server, runtime, server.start());
            } catch (IOException e) {
                server.stop();
                throw e;
            }
        }
    }

    /** Tries one route after the other. */
    private record PlainRouter(List<RouteEntry> routes) implements Router {
        @Override
        public int route(String method, String path, RouteMatch match) {
            TreeSet<String> allowed = new TreeSet<>();
            for (int i = 0; i < routes.size(); i++) {
                RouteEntry route = routes.get(i);
                match.clear();
                if (fits(route.pattern().split("/", -1), path.split("/", -1), match)) {
                    List<String> methods = route.methods();
                    boolean any = methods.isEmpty() && !method.equals("OPTIONS") && !method.equals("WEBSOCKET");
                    if (any || methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"))) {
                        return i;
                    }
                    allowed.addAll(methods.isEmpty() ? List.of("GET", "HEAD", "POST") : methods);
                    allowed.add("OPTIONS");
                }
            }
            match.clear();
            match.allow(String.join(", ", allowed));
            return allowed.isEmpty() ? NOT_FOUND : METHOD_NOT_ALLOWED;
        }

        private static boolean fits(String[] pattern, String[] path, RouteMatch match) {
            for (int i = 0; i < pattern.length; i++) {
                if (i < path.length && pattern[i].startsWith("*")) {
                    match.add(String.join("/", Arrays.copyOfRange(path, i, path.length)));
                    return true;
                }
                if (i < path.length && pattern[i].startsWith(":")) {
                    match.add(path[i]);
                } else if (i >= path.length || !pattern[i].equals(path[i])) {
                    return false;
                }
            }
            return pattern.length == path.length;
        }
    }
}
