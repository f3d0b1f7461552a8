package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.titan.config.AppEnvironment;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.config.TitanConfig;
import dev.titan.host.BytePipe;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.Manifest;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.Router;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A runtime with an app made of module texts: action number i is what the i-th text exports as default. */
final class TestRuntime implements AutoCloseable {
    /** Answers no request: the tests name their targets themselves. */
    private static final Router NO_ROUTER = (String method, String path, RouteMatch match) -> Router.NOT_FOUND;

    private static final DatabaseSettings MEMORY = new DatabaseSettings(
            new TitanConfig.Database("sqlite::memory:", 2, 10_000, 5_000, 30_000, 1 << 20), Path.of(""));

    final TitanRuntime runtime;
    Generation generation;

    TestRuntime(int workers, UnaryOperator<Limits> limits, RuntimeListener listener, String... modules)
            throws LoadException {
        this(workers, limits, DatabaseSettings.DEFAULTS, listener, modules);
    }

    TestRuntime(
            int workers,
            UnaryOperator<Limits> limits,
            DatabaseSettings database,
            RuntimeListener listener,
            String... modules)
            throws LoadException {
        this(config(workers, limits).withDatabase(database), listener, modules);
    }

    /** @param change of what is otherwise an app's that configures nothing, with its database in memory */
    TestRuntime(int workers, UnaryOperator<RuntimeConfig> change, String... modules) throws LoadException {
        this(change.apply(config(workers, limits -> limits).withDatabase(MEMORY)), RuntimeListener.NONE, modules);
    }

    private TestRuntime(RuntimeConfig config, RuntimeListener listener, String... modules) throws LoadException {
        this(config, listener, runtime -> {}, modules);
    }

    /** @param before is done before the app is loaded */
    TestRuntime(
            UnaryOperator<Limits> limits, RuntimeListener listener, Consumer<TitanRuntime> before, String... modules)
            throws LoadException {
        this(config(1, limits), listener, before, modules);
    }

    private TestRuntime(
            RuntimeConfig config, RuntimeListener listener, Consumer<TitanRuntime> before, String... modules)
            throws LoadException {
        runtime = new TitanRuntime(config, listener);
        before.accept(runtime);
        generation = runtime.load(app(modules));
    }

    private static RuntimeConfig config(int workers, UnaryOperator<Limits> limits) {
        return new RuntimeConfig(
                workers,
                limits.apply(Limits.DEFAULTS),
                new AppEnvironment(Map.of("GREETING", "hi"), Set.of("SECRET")),
                Map.of("db", Map.of("url", "sqlite:")),
                false,
                NetPermission.of(List.of("127.0.0.1")));
    }

    TestRuntime(String... modules) throws LoadException {
        this(1, limits -> limits, RuntimeListener.NONE, modules);
    }

    /** The text of a module whose action has this body. */
    static String action(String body) {
        return "export default defineAction((req) => {" + body + "})";
    }

    static App app(String... modules) {
        List<ActionEntry> actions = new ArrayList<>();
        List<RouteEntry> routes = new ArrayList<>();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 0; i < modules.length; i++) {
            SourceLocation place = SourceLocation.of("app/actions/a" + i + ".ts", 1, 1);
            String id = "a" + i;
            actions.add(new ActionEntry(
                    id, "/actions/" + id, place.file(), List.of(new ActionEntry.Handler("default", List.of(), place))));
            routes.add(new RouteEntry(
                    "/actions/" + id + "/:id/:n<number>", List.of(), new RouteEntry.Action(id, "default"), place));
            bundles.add(new Bundle("titan:///actions/" + id + ".js", modules[i], ""));
        }
        return new App(new Manifest("test", "test", actions, routes, List.of()), NO_ROUTER, bundles, List.of());
    }

    /** An invocation that keeps its answer. */
    static final class Call extends Invocation {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final RequestBody body;

        Call(ActionTarget target, String query, RequestBody body) {
            super(target, "POST", "/p/x%2Fy/2.5", query, new String[] {"x%2Fy", "2.5"});
            this.body = body;
        }

        @Override
        protected String details() {
            return "https\nexample.org\n10.1.2.3\nreq-1\nhost: example.org\nx-twice: a\nx-twice: b\ncookie: a=1; b=%20x\n__proto__: evil\n";
        }

        @Override
        protected RequestBody body() {
            return body;
        }

        @Override
        protected byte[] rawBody() {
            return "raw".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        protected void answer(Answer outcome) {
            if (!answer.complete(outcome)) {
                throw new AssertionError("answered twice: " + outcome);
            }
        }

        Answer await() throws Exception {
            return answer.get(60, TimeUnit.SECONDS);
        }
    }

    Call start(int action, String query, RequestBody body) {
        Call call = new Call(generation.target(action), query, body);
        runtime.dispatch(call, -1);
        return call;
    }

    Call start(int action) {
        return start(action, "", RequestBody.NONE);
    }

    Answer call(int action) throws Exception {
        return start(action).await();
    }

    Answer.Response respond(int action) throws Exception {
        Answer answer = call(action);
        if (answer instanceof Answer.Response response) {
            return response;
        }
        throw new AssertionError(answer);
    }

    /** The text of an answer that is no failure. */
    static String text(Answer answer) {
        return ((Answer.Text) ((Answer.Response) answer).body()).text();
    }

    static Answer.Failure failure(Answer answer) {
        return assertInstanceOf(Answer.Failure.class, answer);
    }

    /** All of a streamed answer. */
    static byte[] drain(Answer.Response response) throws Exception {
        BytePipe pipe = ((Answer.Stream) response.body()).pipe();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] bytes;
                (bytes = pipe.read().toCompletableFuture().get(60, TimeUnit.SECONDS)) != null;
                all.writeBytes(bytes)) {}
        return all.toByteArray();
    }

    String text(int action) throws Exception {
        return text(respond(action));
    }

    @Override
    public void close() {
        runtime.close();
    }
}
