package dev.titan.bundler;

import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The esbuild process of one bundler: started when it is first needed, and again when it has ended. One build at a time: the next begins when the last has been
 * waited for.
 */
final class Esbuild implements AutoCloseable {
    private final Map<String, String> define;

    /** Touched by the thread of the build while one runs. */
    private @Nullable EsbuildService service;

    /**
     * @param define identifiers and the JavaScript that replaces them
     */
    Esbuild(Map<String, String> define) {
        this.define = define;
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
        FutureTask<EsbuildBuild.Result> task = new FutureTask<>(() -> build(root, entries));
        Thread thread = new Thread(task, "titan-esbuild");
        thread.setDaemon(true);
        thread.start();
        return new Running(task);
    }

    private EsbuildBuild.Result build(Path root, List<String> entries) throws EnvironmentException, IOException {
        Path tsconfig = GeneratedTsconfig.write(root);
        EsbuildService running = running();
        try {
            return new EsbuildBuild(running, root).run(entries, tsconfig, define);
        } catch (IOException e) {
            // Whatever is left in its pipes belongs to this build.
            service = null;
            running.close();
            throw e;
        }
    }

    private EsbuildService running() throws EnvironmentException, IOException {
        EsbuildService current = service;
        if (current != null && !current.alive()) {
            current.close();
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
