package dev.titan.bundler;

import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The esbuild process of one bundler: started when it is first needed, and again when it has ended. One build at a time: the next begins when the last has been
 * waited for, or has returned.
 */
final class Esbuild implements AutoCloseable {
    /** Each holds the syntax trees of all files that it read. */
    private static final int MOST_KEPT = 6;

    private final Map<String, String> define;
    private final ConstructorTypes types;
    private @Nullable ServiceImports services;

    /** By entries, the one that has not been built for the longest time first. */
    private final Map<List<String>, EsbuildBuild> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Touched by the thread of the build while one runs. */
    private @Nullable EsbuildService service;

    /**
     * @param define identifiers and the JavaScript that replaces them
     * @param types says what constructors ask for; a build is held up by it as long as it waits
     */
    Esbuild(Map<String, String> define, ConstructorTypes types) {
        this.define = define;
        this.types = types;
    }

    /**
     * Says what becomes of imports of app/services, from the next build on.
     *
     * @param imports null for an app without services
     */
    void services(@Nullable ServiceImports imports) throws IOException {
        if ((imports == null) == (services == null)) {
            return;
        }
        services = imports;
        // How a kept build resolves imports is settled.
        for (EsbuildBuild build : kept.values()) {
            if (service != null && service.alive()) {
                build.forget();
            }
        }
        kept.clear();
    }

    /** Services see each other as files; all else has them from their bundle. */
    private EsbuildBuild of(EsbuildService running, Path root, List<String> entries) {
        types.of(root);
        boolean own = entries.equals(List.of(ServiceFiles.ENTRY));
        return new EsbuildBuild(running, types, own ? null : services, root, entries);
    }

    /** A build under way. */
    static final class Running {
        private final FutureTask<EsbuildBuild.Result> task;

        private Running(FutureTask<EsbuildBuild.Result> task) {
            this.task = task;
        }

        /**
         * Waits for it.
         *
         * @throws EnvironmentException when esbuild does not run on this machine
         * @throws IOException when it ended before its time, or files cannot be written
         */
        EsbuildBuild.Result await() throws EnvironmentException, IOException {
            try {
                return task.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof EnvironmentException environment) {
                    throw environment;
                }
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException("esbuild's answer cannot be used", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while esbuild ran");
            }
        }
    }

    /** Begins a build of all entries, on a thread of its own. */
    Running begin(Path root, List<String> entries) {
        return begin(() -> build(root, entries));
    }

    /** Begins a {@link #rebuild} on a thread of its own. */
    Running beginRebuild(Path root, List<String> entries, Path tsconfig) {
        return begin(() -> rebuild(root, entries, tsconfig));
    }

    private static Running begin(Callable<EsbuildBuild.Result> build) {
        FutureTask<EsbuildBuild.Result> task = new FutureTask<>(build);
        Thread thread = new Thread(task, "titan-esbuild");
        thread.setDaemon(true);
        thread.start();
        return new Running(task);
    }

    private EsbuildBuild.Result build(Path root, List<String> entries) throws EnvironmentException, IOException {
        Path tsconfig = GeneratedTsconfig.write(root);
        EsbuildService running = running();
        try {
            return of(running, root, entries).run(tsconfig, define);
        } catch (IOException e) {
            abandon(running);
            throw e;
        }
    }

    /** Whatever is left in its pipes belongs to a build that has failed. */
    private void abandon(EsbuildService failed) {
        service = null;
        kept.clear();
        failed.close();
    }

    /**
     * Builds entries, keeping what esbuild has parsed for the next time that the same are built.
     *
     * @throws EnvironmentException when esbuild does not run on this machine
     * @throws IOException when it ended before its time
     */
    EsbuildBuild.Result rebuild(Path root, List<String> entries, Path tsconfig)
            throws EnvironmentException, IOException {
        EsbuildService running = running();
        try {
            EsbuildBuild build = kept.get(entries);
            if (build == null) {
                build = of(running, root, entries);
                List<Map<String, @Nullable Object>> errors = build.keep(tsconfig, define);
                if (!errors.isEmpty()) {
                    return new EsbuildBuild.Result(List.of(), null, errors, List.of());
                }
                kept.put(entries, build);
                forgetOldest();
            }
            return build.rerun();
        } catch (IOException e) {
            abandon(running);
            throw e;
        }
    }

    private void forgetOldest() throws IOException {
        Iterator<EsbuildBuild> oldest = kept.values().iterator();
        while (kept.size() > MOST_KEPT) {
            EsbuildBuild build = oldest.next();
            oldest.remove();
            build.forget();
        }
    }

    private EsbuildService running() throws EnvironmentException, IOException {
        EsbuildService current = service;
        if (current != null && !current.alive()) {
            current.close();
            kept.clear();
            current = null;
        }
        if (current == null) {
            current = EsbuildProgram.start();
            service = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
    }
}
