package dev.titan.codegen;

import dev.titan.model.EnvironmentException;
import dev.titan.model.RouteEntry;
import dev.titan.routing.Router;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles an app's routing class inside this process. Its source is left readable beside the class files in the app's build folder, and both are used
 * again while the source stays the same. One at a time for each app folder; not for use by several threads.
 */
public final class RouterCompiler {
    private final GeneratedFolder folder;
    private Optional<RoutingClassPath> classPath = Optional.empty();

    /** @param generated the folder for the source and the classes, {@code .titan/generated} of the app; made when it is missing */
    public RouterCompiler(Path generated) {
        folder = new GeneratedFolder(generated);
    }

    /**
     * Writes, compiles and loads the routing class of a route table.
     *
     * @param routes the router answers with indexes into it
     * @throws EnvironmentException if this Java runtime has no compiler, and there are no classes of just this source from before
     * @throws IOException if the folder cannot be written
     */
    public CompiledRouter compile(List<RouteEntry> routes) throws EnvironmentException, IOException {
        String source = RouterSource.of(routes);
        Optional<Map<String, byte[]>> before = folder.classesOf(source);
        if (before.isPresent()) {
            try {
                return load(before.get());
            } catch (LinkageError damaged) {
                // Somebody's disk or editor: compiling again mends it.
            }
        }
        Map<String, byte[]> classes = compile(source);
        folder.write(source, classes);
        return load(classes);
    }

    private Map<String, byte[]> compile(String source) throws EnvironmentException, IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new EnvironmentException(
                    "building an app needs a JDK, but the Java in " + System.getProperty("java.home")
                            + " has no compiler: install a JDK of version 17 or later and point JAVA_HOME at it");
        }
        if (classPath.isEmpty()) {
            classPath = Optional.of(
                    new RoutingClassPath(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)));
        }
        StringWriter messages = new StringWriter();
        // -source and -target instead of --release: the class uses nothing newer than Java 17, and reading the
        // signatures of an older platform costs as much again.
        List<String> options = List.of(
                "-source",
                "17",
                "-target",
                "17",
                "-proc:none",
                "-implicit:none",
                "-g:source,lines",
                "-nowarn",
                "-Xlint:none");
        boolean compiled = compiler.getTask(messages, classPath.get(), null, options, null, List.of(new Text(source)))
                .call();
        Map<String, byte[]> classes = classPath.get().takeWritten();
        if (!compiled) throw new IllegalStateException("the generated routing class does not compile:\n" + messages);
        return classes;
    }

    private static CompiledRouter load(Map<String, byte[]> classes) {
        try {
            Class<?> type = new Loader(classes).loadClass(RouterSource.CLASS_NAME);
            return new CompiledRouter((Router) type.getConstructor().newInstance(), classes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated routing class cannot be loaded", e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(
                    URI.create("titan:///" + RouterSource.CLASS_NAME.replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
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
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
