package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.config.NetronConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.extension.Extensions;
import dev.titan.host.files.FileSettings;
import dev.titan.host.trace.Tracer;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime is set up. Immutable.
 *
 * @param workers isolates in the side lane, at least 1; the in-place lane has one for each thread that is attached
 * @param limits what no invocation may exceed
 * @param env what {@code t.env} is
 * @param config what {@code t.config} shows, in plain JSON values
 * @param eval whether {@code eval} and {@code new Function} work
 * @param net where {@code fetch} may connect to
 * @param development whether the author is watching: then the places of operations are noted, which costs some microseconds each
 * @param inspector where workers are to be found by debuggers, or null. With it nothing runs on threads that read requests, since a breakpoint would hold them.
 * @param database what {@code t.db} reaches
 * @param stores how cache, events and tasks are kept
 * @param hookMs how long a constructor, a factory or one hook of a service may take
 * @param files what {@code t.fs} reaches
 * @param extensions Java code of the app, started already; closed with the runtime
 * @param netron how clients call services
 * @param tracer records spans; null where nobody does
 */
public record RuntimeConfig(
        int workers,
        Limits limits,
        AppEnvironment env,
        Map<String, @Nullable Object> config,
        boolean eval,
        NetPermission net,
        boolean development,
        @Nullable InspectorTargets inspector,
        DatabaseSettings database,
        StoreSettings stores,
        int hookMs,
        FileSettings files,
        Extensions extensions,
        NetronConfig netron,
        @Nullable Tracer tracer) {
    private static final int HOOK_MS = 30_000;

    public RuntimeConfig {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
    }

    /** With the database and the stores of an app that configures none. */
    public RuntimeConfig(
            int workers,
            Limits limits,
            AppEnvironment env,
            Map<String, @Nullable Object> config,
            boolean eval,
            NetPermission net,
            boolean development,
            @Nullable InspectorTargets inspector) {
        this(
                workers,
                limits,
                env,
                config,
                eval,
                net,
                development,
                inspector,
                DatabaseSettings.DEFAULTS,
                StoreSettings.DEFAULTS,
                HOOK_MS,
                FileSettings.DEFAULTS,
                Extensions.NONE,
                NetronConfig.DEFAULTS,
                null);
    }

    /** The same without debuggers. */
    public RuntimeConfig(
            int workers,
            Limits limits,
            AppEnvironment env,
            Map<String, @Nullable Object> config,
            boolean eval,
            NetPermission net,
            boolean development) {
        this(workers, limits, env, config, eval, net, development, null);
    }

    /** The same for production. */
    public RuntimeConfig(
            int workers,
            Limits limits,
            AppEnvironment env,
            Map<String, @Nullable Object> config,
            boolean eval,
            NetPermission net) {
        this(workers, limits, env, config, eval, net, false, null);
    }

    /** The same with another database. */
    public RuntimeConfig withDatabase(DatabaseSettings other) {
        return with(copy -> copy.database = other);
    }

    /** The same with another time for the hooks of services, in milliseconds. */
    public RuntimeConfig withHookMs(int other) {
        return with(copy -> copy.hookMs = other);
    }

    /** The same with other stores. */
    public RuntimeConfig withStores(StoreSettings other) {
        return with(copy -> copy.stores = other);
    }

    /** The same with other files. */
    public RuntimeConfig withFiles(FileSettings other) {
        return with(copy -> copy.files = other);
    }

    /** The same with Java code of the app. */
    public RuntimeConfig withExtensions(Extensions other) {
        return with(copy -> copy.extensions = other);
    }

    /** The same with other rules for clients that call services. */
    public RuntimeConfig withNetron(NetronConfig other) {
        return with(copy -> copy.netron = other);
    }

    /** The same for somebody who records spans; null for nobody. */
    public RuntimeConfig withTracer(@Nullable Tracer other) {
        return with(copy -> copy.tracer = other);
    }

    private RuntimeConfig with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.make();
    }

    /**
     * What isolates get to know at their start, as JSON.
     *
     * @param serves whether requests are served there
     */
    String forIsolates(boolean serves) {
        return Json.write(Map.of(
                "env",
                env.values(),
                "withheld",
                List.copyOf(env.withheld()),
                "config",
                config,
                "development",
                development,
                "inspector",
                inspector != null,
                "extensions",
                extensions.methods(),
                "serves",
                serves,
                "netron",
                Netron.settings(netron),
                "traced",
                tracer != null && tracer.records()));
    }

    /** What the app can read until it is reloaded with something else. */
    AppSettings settings() {
        return new AppSettings(env, config);
    }

    /** What another is made of that differs in one point. */
    private static final class Copy {
        private final RuntimeConfig like;
        private DatabaseSettings database;
        private StoreSettings stores;
        private int hookMs;
        private FileSettings files;
        private Extensions extensions;
        private NetronConfig netron;
        private @Nullable Tracer tracer;

        Copy(RuntimeConfig like) {
            this.like = like;
            this.database = like.database;
            this.stores = like.stores;
            this.hookMs = like.hookMs;
            this.files = like.files;
            this.extensions = like.extensions;
            this.netron = like.netron;
            this.tracer = like.tracer;
        }

        RuntimeConfig make() {
            return new RuntimeConfig(
                    like.workers,
                    like.limits,
                    like.env,
                    like.config,
                    like.eval,
                    like.net,
                    like.development,
                    like.inspector,
                    database,
                    stores,
                    hookMs,
                    files,
                    extensions,
                    netron,
                    tracer);
        }
    }
}
