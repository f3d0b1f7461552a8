package dev.titan.codegen;

import dev.titan.model.EnvironmentException;
import dev.titan.model.RouteEntry;
import dev.titan.routing.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an app's routing class inside this process. Its source is left readable beside the class files in the app's build folder, and both are used
 * again while the routes stay the same. One at a time for each app folder; not for use by several threads.
 */
public final class RouterCompiler {
    private final GeneratedFolder folder;
    private Optional<InProcessCompiler> compiler = Optional.empty();

    /** What came of the last compilation, and the source that it was made of. */
    private @Nullable CompiledRouter compiled;

    private String compiledSource = "";

    /** @param generated the folder for the source and the classes, {@code .titan/generated} of the app; made when it is missing */
    public RouterCompiler(Path generated) {
        folder = new GeneratedFolder(generated);
    }

    /**
     * Begins to load the compiler on a thread of its own, which takes most of the time of the first compilation. To be called before something else has to be waited for,
     * such as bundling; does nothing when classes from before are likely to do.
     */
    public void warmUp() {
        if (!hasCompiler() || folder.holdsClasses()) {
            return;
        }
        Thread thread = new Thread(RouterCompiler::compileNothing, "titan-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks for the module, since to load the compiler only to know whether there is one takes as long as a small build. */
    private static boolean hasCompiler() {
        return ModuleLayer.boot().findModule("jdk.compiler").isPresent();
    }

    private static void compileNothing() {
        try {
            new InProcessCompiler().compile(RouterSource.of(List.of()));
        } catch (IOException unreadable) {
            // The compilation that counts will meet it too, and report it.
        }
    }

    /**
     * Writes, compiles and loads the routing class of a route table.
     *
     * @param routes the router answers with indexes into it
     * @throws EnvironmentException if this Java runtime has no compiler, even when the classes from before would do: a build depends on nothing that an
     *     earlier one left
     * @throws IOException if the folder cannot be written
     */
    public CompiledRouter compile(List<RouteEntry> routes) throws EnvironmentException, IOException {
        if (!hasCompiler()) {
            throw new EnvironmentException(
                    "building an app needs a JDK, but the Java in " + System.getProperty("java.home")
                            + " has no compiler: install a JDK of version 17 or later and point JAVA_HOME at it");
        }
        String source = RouterSource.of(routes);
        CompiledRouter last = compiled;
        if (last != null && GeneratedFolder.sameCode(compiledSource, source) && folder.describes(source)) {
            return last;
        }
        CompiledRouter now = make(source);
        compiledSource = source;
        compiled = now;
        return now;
    }

    private CompiledRouter make(String source) throws IOException {
        Optional<Map<String, byte[]>> before = folder.classesOf(source);
        if (before.isPresent()) {
            try {
                return load(before.get());
            } catch (LinkageError damaged) {
                // Somebody's disk or editor: compiling again mends it.
            }
        }
        if (compiler.isEmpty()) {
            compiler = Optional.of(new InProcessCompiler());
        }
        Map<String, byte[]> classes = compiler.get().compile(source);
        folder.write(source, classes);
        return load(classes);
    }

    private static CompiledRouter load(Map<String, byte[]> classes) {
        try {
            Class<?> type = new Loader(classes).loadClass(RouterSource.CLASS_NAME);
            return new CompiledRouter((Router) type.getConstructor().newInstance(), classes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated routing class cannot be loaded", e);
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Router.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
